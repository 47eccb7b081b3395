import { accepted } from './api.ts';

/** Long enough for the browser to begin the download, ms. */
const KEEP_MS = 60_000;

/** Ask for an M3U8 file of tracks, and let the browser save it. @throws {Problem} */
export async function savePlaylist(name: string, ids: readonly string[]): Promise<void> {
  const response = await accepted(
    fetch('/api/v1/playlist', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name, ids }),
    }),
  );
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = fileNameOf(response.headers.get('Content-Disposition')) ?? 'playlist.m3u8';
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEEP_MS);
}

function fileNameOf(disposition: string | null): string | null {
  return /filename="([^"]+)"/u.exec(disposition ?? '')?.[1] ?? null;
}
