import { useState } from 'preact/hooks';
import type { TrackSummary } from '../shared/track.ts';

/** A track's cover; if the file has none, the first letter of the album on a colour derived from its name. */
export function Cover({
  track,
  size,
}: {
  readonly track: Pick<TrackSummary, 'id' | 'title' | 'artist' | 'album'>;
  readonly size: 'small' | 'large';
}) {
  const [failedId, setFailedId] = useState<string | null>(null);
  const name = track.album ?? track.artist ?? track.title;
  return (
    <span class={`cover cover-${size}`} style={{ '--hue': String(hueOf(name)) }} aria-hidden="true">
      {Array.from(name)[0]?.toUpperCase()}
      {failedId !== track.id && (
        <img
          src={`/cover/${encodeURIComponent(track.id)}`}
          alt=""
          loading="lazy"
          decoding="async"
          onError={() => setFailedId(track.id)}
        />
      )}
    </span>
  );
}

/** Return a hue in degrees; the same for the same name. */
function hueOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + letter.codePointAt(0)!) % 360;
  return hash;
}
