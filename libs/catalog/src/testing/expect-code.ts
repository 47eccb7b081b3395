import { expect } from 'vitest';
import type { ErrorCode } from '../errors/catalog-error.ts';

/** Expects a rejection with a `CatalogError` of this code. */
export async function expectCode(promise: Promise<unknown>, code: ErrorCode): Promise<void> {
  await expect(promise).rejects.toMatchObject({ name: 'CatalogError', code });
}
