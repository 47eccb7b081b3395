/** A file is not built as its first bytes promise; it never leaves this folder. */
export class StructureError extends Error {
  override readonly name = 'StructureError';
}
