import fc from 'fast-check';
import { expect, test } from 'vitest';
import { track } from '../recommend/testing/library-of-angles.ts';
import { playlistFile } from './m3u8.ts';

const pathOf = ({ id }: { id: string }): string => id;

test('each track has its length, artist and title, and its path', () => {
  const tracks = [
    track('Bo/Tune.mp3', 0, { artist: 'Bo', title: 'Tune', durationSeconds: 61.5 }),
    track('#1.mp3', 0, { artist: null, title: 'Café\nnoir', durationSeconds: 5 }),
    track(' Intro.mp3', 0, { artist: null, title: 'Intro', durationSeconds: 5 }),
  ];
  expect(playlistFile(tracks, { name: 'Mine', pathOf, comment: 'by me' })).toEqual({
    text:
      '#EXTM3U\n#PLAYLIST:Mine\n#by me\n#EXTINF:62,Bo - Tune\nBo/Tune.mp3\n#EXTINF:5,Café noir\n./#1.mp3\n' +
      '#EXTINF:5,Intro\n./ Intro.mp3\n',
    leftOut: [],
  });
});

test('a track without a path, or whose path has a line break, is left out', () => {
  const tracks = [track('a\nb.mp3', 0), track('', 0), track('c.mp3', 0)];
  const { text, leftOut } = playlistFile(tracks, { name: 'x', pathOf });
  expect(text).not.toContain('b.mp3');
  expect(leftOut.map(({ id }) => id)).toEqual(['a\nb.mp3', '']);
});

test('whatever the names are, every entry has two lines and its path can be read back', () => {
  const names = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(fc.array(fc.tuple(names, names)), names, (entries, name) => {
      const tracks = entries.map(([path, title]) => track(path, 0, { title }));
      const { text, leftOut } = playlistFile(tracks, { name, pathOf });
      const lines = text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/u);
      const paths = lines.filter((line) => line !== '' && !line.startsWith('#'));
      const kept = tracks
        .filter((each) => !leftOut.includes(each))
        .map(({ id }) => (/^[#\s]/u.test(id) ? `./${id}` : id));
      expect(paths).toEqual(kept);
    }),
  );
});
