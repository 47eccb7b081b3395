/** Return the code that the page has words for: a name without tracks is not a missing song. */
export function nameCode(code: string): string {
  return code === 'TRACK_NOT_FOUND' || code === 'INVALID_REQUEST' ? 'NAME_NOT_FOUND' : code;
}
