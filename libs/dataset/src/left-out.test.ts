import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJunkName } from './junk-names.ts';
import { parsePatternMarker } from './marker-files.ts';
import { kindOfOther } from './other-kinds.ts';
import { PathPatterns } from './path-patterns.ts';

test.each([
  '._song.mp3',
  '.DS_Store',
  '.AppleDouble',
  '.Trash-1000',
  '.Trashes',
  '@eaDir',
  '#recycle',
  '#RECYCLE',
  '@Recycle',
  '.@__thumb',
  '$RECYCLE.BIN',
  'System Volume Information',
  'lost+found',
  '.git',
  '.stfolder',
  '.stversions',
  'song.mp3@SynoEAStream',
])('%s belongs to a system or program', (name) => expect(isJunkName(name)).toBe(true));

test.each([
  '...And Justice for All',
  '...Baby One More Time.mp3',
  '..',
  '.38 Special',
  '.hidden',
  '#1 Record',
  '@Home',
])('%s does not', (name) => expect(isJunkName(name)).toBe(false));

test.each([
  ['Cover.JPG', 'pictures'],
  ['album.cue', 'cueSheets'],
  ['list.m3u8', 'playlists'],
  ['clip.mkv', 'videos'],
  ['song.MID', '.mid'],
  ['.mid', 'otherFiles'],
  ['rip.log', 'otherFiles'],
])('%s counts as %s', (name, kind) => expect(kindOfOther(name)).toBe(kind));

describe('patterns', () => {
  test.each([
    ['Podcasts', 'Podcasts', true, true],
    ['Podcasts', 'a/Podcasts', true, true],
    ['Podcasts', 'a/podcasts/b.mp3', false, true],
    ['Podcasts/', 'Podcasts', false, false],
    ['/Podcasts', 'a/Podcasts', true, false],
    ['Artist/Live*', 'Artist/Live 1999/1.mp3', false, true],
    ['Artist/Live*', 'x/Artist/Live 1999/1.mp3', false, false],
    ['*.wav', 'a/b/c.WAV', false, true],
    ['*.wav', 'a/b/c.mp3', false, false],
    ['**/Disc ?/*.flac', 'x/Disc 2/1.flac', false, true],
    ['#recycle', 'a/#recycle/1.mp3', false, true],
    ['Bj\u00f6rk', 'Bjo\u0308rk/1.mp3', false, true],
    ['...And*', '...And Justice/1.mp3', false, true],
  ])('%j and %j (a folder: %s): %s', (pattern, path, isFolder, matches) => {
    expect(new PathPatterns([pattern]).matches(path, isFolder)).toBe(matches);
  });

  test('a later pattern with ! takes back an earlier one', () => {
    const patterns = new PathPatterns(['*.mp3', '!keep.mp3']);
    expect(['a.mp3', 'keep.mp3'].map((path) => patterns.matches(path, false))).toEqual([true, false]);
  });

  test('no path is refused, and without patterns none matches', () => {
    const none = new PathPatterns([]);
    const some = new PathPatterns(['*.mp3']);
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.boolean(), (path, isFolder) => {
        expect(none.matches(path, isFolder)).toBe(false);
        expect(typeof some.matches(path, isFolder)).toBe('boolean');
      }),
    );
  });
});

test('an .ndignore without patterns leaves out the folder; otherwise its patterns count', () => {
  for (const text of ['', '\n', '# nothing here\r\n  \r\n', '\uFEFF']) expect(parsePatternMarker(text)).toBeNull();
  const patterns = parsePatternMarker('\uFEFF# demos\r\nDemos/\r\n*.wav\r\n');
  expect(patterns?.matches('Demos/1.mp3', false)).toBe(true);
  expect(patterns?.matches('1.wav', false)).toBe(true);
  expect(patterns?.matches('1.mp3', false)).toBe(false);
});
