import type { MapTrack } from '../../map/map-tracks.ts';
import { placeOf } from './camera.ts';
import type { Camera, Place, Size } from './camera.ts';
import { MapCard } from './map-card.tsx';
import type { Marks } from './map-marks.ts';
import type { MapPoints } from './map-points.ts';
import type { MapTracks } from './map-tracks.ts';

interface MapLabelsProps {
  readonly points: MapPoints;
  readonly tracks: MapTracks;
  readonly camera: Camera;
  readonly view: Size;
  readonly marks: Marks;
}

/** More liked songs than these, as all of an artist, have no labels. */
const MAX_LABELLED = 6;

/** Labels of points nearer to each other than this would cover each other, CSS pixels. */
const LABEL_ROOM: Size = { width: 110, height: 28 };

/** The titles of the marked points, and the card of the chosen one. */
export function MapLabels({ points, tracks, camera, view, marks }: MapLabelsProps) {
  const at = (point: number): Place => placeOf(camera, points.x[point]!, points.y[point]!);
  const { seed, way, like, pointed } = marks;
  const ends = way.length === 0 ? [] : [way[0]!, way.at(-1)!];
  const liked = like.length > MAX_LABELLED ? [] : spaced(like, at);
  const labelled = new Set([...(seed === null ? [] : [seed]), ...ends, ...liked]);
  const pointedTrack = pointed === null ? undefined : tracks.of(pointed);
  return (
    <>
      {[...labelled].map((point) => {
        const track = tracks.of(point);
        if (!track || point === pointed) return null;
        return (
          <MapCard key={`label ${point}`} kind="seed" at={at(point)} view={view}>
            <strong>{track.title}</strong>
          </MapCard>
        );
      })}
      {pointed !== null && pointedTrack && (
        <MapCard key={`pointed ${pointed}`} kind="hover" at={at(pointed)} view={view}>
          <strong>{pointedTrack.title}</strong>
          {detailsOf(pointedTrack).map((text) => (
            <span key={text}>{text}</span>
          ))}
        </MapCard>
      )}
    </>
  );
}

/** Return what is known of a track besides its title, each text once. The album has the name of its artist. */
export function detailsOf({ artist, album, genre, sound }: MapTrack): string[] {
  const texts = [album ?? artist, genre, sound].filter((text) => text !== null);
  return [...new Set(texts)];
}

/** Return the points that have room for a label each; of points near each other, the first. */
function spaced(points: readonly number[], at: (point: number) => Place): number[] {
  const kept: number[] = [];
  for (const point of points) {
    const [x, y] = at(point);
    const isFree = kept.every((other) => {
      const [otherX, otherY] = at(other);
      return Math.abs(x - otherX) >= LABEL_ROOM.width || Math.abs(y - otherY) >= LABEL_ROOM.height;
    });
    if (isFree) kept.push(point);
  }
  return kept;
}
