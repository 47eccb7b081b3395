import { wordsOf } from '../shared/words.ts';

/** What went wrong, in words, and ways on. */
export function Trouble({
  code,
  onRetry,
  isPage = false,
  hasStart = isPage,
}: {
  readonly code: string;
  readonly onRetry?: () => void;
  /** Whether it stands in place of a page, and not of a part of one. */
  readonly isPage?: boolean;
  /** Whether there is a start page to go to; default: if it is a page. */
  readonly hasStart?: boolean;
}) {
  const { title, text, isLasting } = wordsOf(code);
  const retry = isLasting ? undefined : onRetry;
  return (
    <div class={isPage ? 'trouble trouble-page' : 'trouble'} role="alert">
      {isPage ? <h1>{title}</h1> : <p class="trouble-title">{title}</p>}
      <p>{text}</p>
      {(retry || hasStart) && (
        <p class="trouble-ways">
          {retry && (
            <button type="button" class={isPage ? 'button button-main' : 'link'} onClick={retry}>
              Try again
            </button>
          )}
          {hasStart && (
            <a class={retry ? 'button' : 'button button-main'} href="/">
              Go to the start
            </a>
          )}
        </p>
      )}
    </div>
  );
}

/** A hint for screen readers that something is being loaded; whatever was there before stays visible. */
export function Loading() {
  return (
    <p class="visually-hidden" role="status">
      Loading
    </p>
  );
}
