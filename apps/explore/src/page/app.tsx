import { useErrorBoundary, useState } from 'preact/hooks';
import { LocationProvider } from 'preact-iso';
import { EmptyLibrary } from './empty-library.tsx';
import { LibraryPage } from './library-page.tsx';
import { Login } from './login.tsx';
import { Trouble } from './parts/trouble.tsx';
import { loginNeeded } from './shared/connection.ts';
import { library, loadLibrary } from './state/library.ts';

/** The entire page. */
export function App() {
  const [hasFailed, setFailed] = useState(false);
  // For those who look into the console of the browser.
  useErrorBoundary((thrown) => {
    setFailed(true);
    reportError(thrown);
  });
  if (hasFailed)
    return (
      <main class="empty">
        <Trouble code="PAGE_FAILED" isPage onRetry={() => location.reload()} />
      </main>
    );
  return (
    <LocationProvider>
      <Page />
    </LocationProvider>
  );
}

function Page() {
  if (loginNeeded.value) return <Login />;
  const state = library.value;
  if (state === null) return null;
  if (state.state !== 'ready') return <EmptyLibrary library={state} onRetry={() => void loadLibrary()} />;
  return <LibraryPage tracks={state.tracks} model={state.model} />;
}
