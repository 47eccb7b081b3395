import { expect, test } from 'vitest';
import { LibraryLedger } from './library-ledger.ts';

const file = (path: string, mtimeMs = 1, size = 10) => ({ path, size, mtimeMs });
const all = (): boolean => true;

test('new and changed files are read, unchanged ones are not, missing ones have vanished', () => {
  using ledger = new LibraryLedger();
  ledger.addKnown({ id: 'a', paths: [file('same'), file('touched'), file('grown'), file('gone')] }, all);
  for (const found of [file('same'), file('touched', 2), file('grown', 1, 11), file('new')]) ledger.addFound(found);
  expect(ledger.plan()).toEqual({
    toRead: 3,
    toRetag: 0,
    unchanged: 1,
    skipped: 0,
    silentVideos: 0,
    vanished: 1,
    known: 4,
  });
  expect([...ledger.toRead()].map(({ path }) => path)).toEqual(['grown', 'new', 'touched']);
  expect(ledger.vanishedPathOf('a')).toBe('gone');
  expect(ledger.takeVanished()).toEqual([{ track: 'a', path: 'gone' }]);
  expect(ledger.takeVanished()).toEqual([]);
});

test('tags of another version are read again: those of an unchanged first file of this process', () => {
  using ledger = new LibraryLedger();
  ledger.addKnown({ id: 'a', paths: [file('a1'), file('a2')] }, all, true);
  ledger.addKnown({ id: 'changed', paths: [file('b')] }, all, true);
  ledger.addKnown({ id: 'current', paths: [file('c')] }, all, false);
  ledger.addKnown({ id: 'vanished', paths: [file('d')] }, all, true);
  ledger.addKnown({ id: 'not own', paths: [file('e')] }, () => false, true);
  for (const found of [file('a1'), file('a2'), file('b', 2), file('c'), file('e')]) ledger.addFound(found);
  expect(ledger.plan()).toMatchObject({ toRead: 1, toRetag: 1, unchanged: 3, vanished: 1 });
  expect([...ledger.toRetag()]).toEqual([[{ file: file('a1'), track: 'a' }]]);
});

test('only the tags are read if nothing but the time of change differs, or is not known yet', () => {
  using ledger = new LibraryLedger();
  const changed = (path: string, ctimeMs: number, mtimeMs = 1) => ({ ...file(path, mtimeMs), ctimeMs });
  ledger.addKnown({ id: 'a', paths: [changed('same', 5), changed('retagged', 5), changed('both', 5)] }, all);
  ledger.addKnown({ id: 'b', paths: [file('of an old version'), changed('now without', 5)] }, all);
  for (const found of [changed('same', 5), changed('retagged', 6), changed('both', 6, 2), changed('new', 5)])
    ledger.addFound(found);
  for (const found of [changed('of an old version', 5), file('now without')]) ledger.addFound(found);
  expect(ledger.plan()).toMatchObject({ toRead: 2, toRetag: 3, unchanged: 1 });
  expect([...ledger.toRead()]).toEqual([changed('both', 6, 2), changed('new', 5)]);
  expect([...ledger.toRetag()]).toEqual([
    [
      { file: file('now without'), track: 'b' },
      { file: changed('of an old version', 5), track: 'b' },
      { file: changed('retagged', 6), track: 'a' },
    ],
  ]);
});

test('the tags of all known files are read on request, but not of those that failed', () => {
  using ledger = new LibraryLedger();
  ledger.addKnown({ id: 'a', paths: [file('same'), file('bad')] }, all);
  ledger.addFailed(file('bad', 2));
  for (const found of [file('same'), file('bad', 2), file('new')]) ledger.addFound(found);
  expect(ledger.plan({ rereadTags: true })).toMatchObject({ toRead: 1, toRetag: 1, unchanged: 0, skipped: 1 });
});

test('a video without sound is not read again, and is not a failure', () => {
  using ledger = new LibraryLedger();
  ledger.addFailed(file('silent.mp4'), true);
  ledger.addFailed(file('changed.mp4'), true);
  for (const found of [file('silent.mp4'), file('changed.mp4', 2)]) ledger.addFound(found);
  expect(ledger.plan()).toMatchObject({ toRead: 1, unchanged: 0, skipped: 0, silentVideos: 1 });
});

test('a file that failed before is skipped until it changes', () => {
  using ledger = new LibraryLedger();
  for (const path of ['still bad', 'changed', 'gone']) ledger.addFailed(file(path));
  ledger.addStaleFailure('of another model');
  for (const found of [file('still bad'), file('changed', 2), file('of another model')]) ledger.addFound(found);
  expect(ledger.plan()).toMatchObject({ toRead: 2, skipped: 1, unchanged: 0 });
  expect([...ledger.staleFailures()]).toEqual(['changed', 'gone', 'of another model']);
});

test('files below an unreadable path have not vanished; their neighbours by name have', () => {
  using ledger = new LibraryLedger();
  ledger.addKnown({ id: 'a', paths: ['x/1', 'x/y/2', 'x', 'x.mp3', 'x0', 'w/x/1'].map((path) => file(path)) }, all);
  expect([ledger.addUnseen('x'), ledger.addUnseen('none')]).toEqual([3, 0]);
  ledger.plan();
  expect(
    ledger
      .takeVanished()
      .map(({ path }) => path)
      .sort(),
  ).toEqual(['w/x/1', 'x.mp3', 'x0']);
});

test('if the dataset itself could not be read, no file has vanished', () => {
  using ledger = new LibraryLedger();
  ledger.addKnown({ id: 'a', paths: ['x', 'y/z'].map((path) => file(path)) }, all);
  expect(ledger.addUnseen('')).toBe(2);
  expect(ledger.plan()).toMatchObject({ vanished: 0, known: 2 });
});

test('a path in two tracks, as a killed run leaves it, is read again', () => {
  using ledger = new LibraryLedger();
  ledger.addKnown({ id: 'old', paths: [file('p')] }, all);
  ledger.addKnown({ id: 'new', paths: [file('p')] }, all);
  ledger.addFound(file('p'));
  expect(ledger.plan()).toMatchObject({ toRead: 1, unchanged: 0, known: 1 });
  expect(ledger.tracksAt('p')).toEqual(['new', 'old']);
});

test('files of another shard are neither read nor missing', () => {
  using ledger = new LibraryLedger();
  ledger.addKnown({ id: 'a', paths: [file('mine'), file('theirs')] }, (path) => path === 'mine');
  expect(ledger.plan()).toMatchObject({ known: 1, vanished: 1 });
  expect(ledger.takeVanished()).toEqual([{ track: 'a', path: 'mine' }]);
  expect(ledger.takePathless()).toEqual([]);
});

test('tracks are pathless after their last file is deleted, or if a killed run left them without one', () => {
  using ledger = new LibraryLedger();
  ledger.addKnown({ id: 'left over', paths: [] }, all);
  ledger.addKnown({ id: 'a', paths: [file('p')] }, all);
  ledger.plan();
  ledger.place('b', file('q'));
  ledger.takeVanished();
  expect(ledger.takePathless()).toEqual(['a', 'left over']);
  expect(ledger.takePathless()).toEqual([]);
});

test('the ledger may change during the iteration over the files to read', () => {
  using ledger = new LibraryLedger();
  const paths = Array.from({ length: 1200 }, (_, n) => String(n).padStart(5, '0'));
  for (const path of paths) ledger.addFound(file(path));
  ledger.plan();
  const read: string[] = [];
  for (const found of ledger.toRead()) {
    read.push(found.path);
    ledger.place('t', found);
  }
  expect(read).toEqual(paths);
});
