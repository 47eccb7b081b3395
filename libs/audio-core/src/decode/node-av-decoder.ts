import { fileURLToPath } from 'node:url';
import type { Decoder } from './decoder.ts';

const CHILD_FILE = fileURLToPath(new URL('./node-av-child.ts', import.meta.url));

/**
 * The FFmpeg libraries that the npm package node-av ships, in a process of their own: a crash on a hostile file costs that file only.
 * Start-up takes about 0.1 s of processor time a file.
 */
export const nodeAvDecoder: Decoder = {
  name: 'node-av',
  command: ({ path, sampleRate, windows = [] }) => ({
    program: process.execPath,
    args: [CHILD_FILE, path, String(sampleRate), JSON.stringify(windows)],
  }),
};
