import type { UploadedFile } from '../rest/read-body.ts';
import { validateMessage } from './message.ts';

/** Discord's file size limit where a server has no boosts. */
export const MAX_FILE_BYTES = 10 * 1024 * 1024;

/** Checks a payload as the API would, without sending it. @throws ApiError */
export function checkMessage(body: unknown, files: readonly UploadedFile[] = []): void {
  validateMessage(body, { isV2: false, files, storedFiles: [], maxFileBytes: MAX_FILE_BYTES }, false);
}
