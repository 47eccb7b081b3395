export { demoPieces } from './pieces/demo-pieces.ts';
export type { DemoPiece } from './pieces/demo-pieces.ts';
export type { StyleName } from './styles/registry.ts';
export { writeDemoLibrary } from './write/write-demo-library.ts';
export type { WriteOptions } from './write/write-demo-library.ts';
