import type { LibraryState } from '../server/api/schemas/library.ts';
import { Trouble } from './parts/trouble.tsx';

/** The page of a library with nothing to show yet, with what to do about it. */
export function EmptyLibrary({
  library,
  onRetry,
}: {
  readonly library: Exclude<LibraryState, { state: 'ready' }>;
  readonly onRetry: () => void;
}) {
  if (library.state === 'failed')
    return (
      <main class="empty">
        <Trouble code={library.code} isPage hasStart={false} onRetry={onRetry} />
      </main>
    );
  return (
    <main class="empty">
      <h1>Nothing is indexed yet</h1>
      <p class="lead">
        Put music into the folder that <code>DATASET_DIR</code> names (default: <code>dataset/</code>), then run
      </p>
      <pre>
        <code>npm start</code>
      </pre>
      <p class="lead">
        If there is no music, it creates a small demonstration library first. This page shows the songs as soon as they
        are there.
      </p>
      <button type="button" class="button button-main" onClick={onRetry}>
        Look again
      </button>
    </main>
  );
}
