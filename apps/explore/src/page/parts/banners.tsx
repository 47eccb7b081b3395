import { useEffect } from 'preact/hooks';
import { wordsOf } from '../shared/words.ts';
import { reachable } from '../shared/connection.ts';
import { notice } from '../state/notice.ts';

/** Says that the server is gone, until it is back. */
export function ConnectionBanner() {
  const { title, text } = wordsOf('OFFLINE');
  return (
    <div class="banner" role="status" hidden={reachable.value}>
      {!reachable.value && (
        <p>
          <strong>{title}.</strong> {text}
        </p>
      )}
    </div>
  );
}

/** The message at the foot of the page; it goes with the next address. */
export function NoticeBanner({ address }: { readonly address: string }) {
  useEffect(
    () => () => {
      notice.value = null;
    },
    [address],
  );
  const shown = notice.value;
  return (
    <div class="notice" role="status" hidden={shown === null}>
      {shown && (
        <>
          <p>{shown.text}</p>
          {shown.action && (
            <button
              type="button"
              class="link"
              onClick={() => {
                notice.value = null;
                shown.action?.run();
              }}
            >
              {shown.action.label}
            </button>
          )}
          <button type="button" class="link" onClick={() => (notice.value = null)}>
            Close
          </button>
        </>
      )}
    </div>
  );
}
