/** Categories with a colour of their own; all others share one grey. */
export const COLOURED = 10;
/** Colour number of a track whose category is not among the coloured ones. */
export const OTHER = COLOURED;
/** Colour number of a track that has no category. */
export const NONE = COLOURED + 1;
/** Gives the most frequent categories a colour each: the largest first, ties by name, so that a colour stays with its category. */
export function colouringOf(columns, facet) {
  const { values, of } = columns.facets[facet];
  const counts = values.map(() => 0);
  for (const value of of) if (value >= 0) counts[value]++;
  const ranked = values
    .map((label, value) => ({ label, value, tracks: counts[value] }))
    .sort((a, b) => b.tracks - a.tracks || (a.label < b.label ? -1 : 1));
  const colours = values.map(() => OTHER);
  ranked.slice(0, COLOURED).forEach(({ value }, colour) => (colours[value] = colour));
  const points = Array.from({ length: NONE + 1 }, () => []);
  of.forEach((value, point) => points[value < 0 ? NONE : colours[value]].push(point));
  const legend = [
    ...ranked.slice(0, COLOURED).map(({ label, tracks }, colour) => ({ colour, label, tracks })),
    {
      colour: OTHER,
      label: `${Math.max(0, values.length - COLOURED).toLocaleString('en')} others`,
      tracks: points[OTHER].length,
    },
    { colour: NONE, label: 'Unknown', tracks: points[NONE].length },
  ];
  return { legend: legend.filter(({ tracks }) => tracks > 0), points };
}
