export function trackSummary({ id, title, artist, album, durationSeconds }) {
  return { id, title, artist, album, durationSeconds };
}
export function trackDetail(track) {
  return {
    ...trackSummary(track),
    year: track.year,
    genre: [...track.genre],
    soundTags: [...track.soundTags],
    files: track.paths.map(({ path }) => path),
  };
}
export function neighbourView({ track, similarity, percentile, sharedTags }) {
  return { track: trackSummary(track), similarity, percentile, sharedTags: [...sharedTags] };
}
