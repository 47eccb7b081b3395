/** One line that says which address of the weights is tried, and why the one before was not good. */
export function sourceNote(address: string, failure: string | null): string {
  return failure === null ? `Fetching Cnn14 from ${address}` : `${failure}. Trying ${address}`;
}
