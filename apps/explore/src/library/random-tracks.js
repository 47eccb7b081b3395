/** Draws that may hit a track drawn before, for each one wanted: in a tiny library a few tracks are found, not all. */
const DRAWS_PER_TRACK = 3;
/** Up to `count` different tracks drawn at random. */
export async function randomTracks(store, count) {
  const found = new Map();
  for (let draw = 0; draw < count * DRAWS_PER_TRACK && found.size < count; draw++) {
    const track = await store.random();
    if (track === null) break;
    found.set(track.id, track);
  }
  return [...found.values()];
}
