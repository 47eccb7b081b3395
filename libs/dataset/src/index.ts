export { AUDIO_FORMATS, audioMediaType, isAudioName, mayBeVideo } from './audio-formats.ts';
export { isJunkName } from './junk-names.ts';
export { isMarkerName, leavesOutFolder, parsePatternMarker, PATTERN_MARKER } from './marker-files.ts';
export { kindOfOther } from './other-kinds.ts';
export { PathPatterns } from './path-patterns.ts';
export { trackFile } from './track-file.ts';
