export { isAudioName, isHiddenName } from './file-names.ts';
export { trackFile } from './track-file.ts';
