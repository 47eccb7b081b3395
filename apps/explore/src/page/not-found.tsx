import { useTitle } from './shared/use-title.ts';
import { Trouble } from './parts/trouble.tsx';

/** The page of an unknown address. */
export function NotFound() {
  useTitle('No such page');
  return <Trouble code="PATH_UNKNOWN" isPage />;
}
