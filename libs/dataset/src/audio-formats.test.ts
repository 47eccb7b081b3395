import { expect, test } from 'vitest';
import { audioMediaType, isAudioName, mayBeVideo } from './audio-formats.ts';

test.each([
  ['song.mp3', 'audio/mpeg', false],
  ['Song.FLAC', 'audio/flac', false],
  ['book.m4b', 'audio/mp4', false],
  ['clip.mp4', 'audio/mp4', true],
  ['...Dots.ape', 'audio/x-ape', false],
])('%s is audio of the type %s', (name, type, isVideo) => {
  expect(isAudioName(name)).toBe(true);
  expect(audioMediaType(name)).toBe(type);
  expect(mayBeVideo(name)).toBe(isVideo);
});

test.each(['notes.txt', 'mp3', '.mp3', 'film.mkv', 'song.mp3.part', 'toString', 'x.constructor'])(
  '%s is not audio, and is sent as bytes',
  (name) => {
    expect(isAudioName(name)).toBe(false);
    expect(audioMediaType(name)).toBe('application/octet-stream');
  },
);
