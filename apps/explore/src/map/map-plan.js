/** Share of new tracks up to which they are put among the old ones. Beyond, the old layout says too little about the whole. */
const MOST_PLACED = 0.25;
/** @param ids every track of the library */
export function planMap(map, ids) {
  if (map === null) return { action: 'lay out' };
  const known = new Set(map.points.map(({ id }) => id));
  const added = ids.filter((id) => !known.has(id));
  if (map.placed + added.length > MOST_PLACED * map.laidOut) return { action: 'lay out' };
  if (added.length === 0 && ids.length === known.size) return { action: 'keep' };
  return { action: 'extend', added, remaining: new Set(ids) };
}
