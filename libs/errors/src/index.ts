export { ERROR_CODES, isSoundalikeError, reasonOf, SoundalikeError } from './soundalike-error.ts';
export type { ErrorCode } from './soundalike-error.ts';
export { systemCode, systemReason } from './system-reason.ts';
