import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { temporaryFile } from '../testing/temporary-file.ts';
import { openForReading, openForWriting } from './open-database.ts';
import { migrate, schemaVersion } from './migrate.ts';
import { MIGRATIONS } from './migrations.ts';
import { SqliteDatabase } from './sqlite-database.ts';

const STEPS = [
  `CREATE TABLE songs (name TEXT); INSERT INTO songs VALUES ('kept')`,
  `ALTER TABLE songs ADD COLUMN year INTEGER`,
  `UPDATE songs SET year = 1999`,
];

function openBare(path: string): SqliteDatabase {
  return new SqliteDatabase(() => ({ connection: new DatabaseSync(path), isOutdated: () => false }), path);
}

test('an older file goes through the steps that it lacks, and keeps what it holds', () => {
  const database = openBare(temporaryFile());
  migrate(database, STEPS.slice(0, 1));
  expect(schemaVersion(database, 3)).toBe(1);
  migrate(database, STEPS);
  migrate(database, STEPS);
  expect(schemaVersion(database, 3)).toBe(3);
  expect(database.all('SELECT name, year FROM songs')).toEqual([{ name: 'kept', year: 1999 }]);
  database.close();
});

test('a step that fails leaves the file as it was', () => {
  const database = openBare(temporaryFile());
  migrate(database, STEPS.slice(0, 1));
  expect(() => migrate(database, [...STEPS, 'SELECT * FROM nowhere'])).toThrow(/nowhere/u);
  expect(schemaVersion(database, 4)).toBe(1);
  expect(database.all('SELECT * FROM songs')).toEqual([{ name: 'kept' }]);
  database.close();
});

test('a file of a newer version is refused with both versions, by readers and writers, and stays as it is', () => {
  const path = temporaryFile();
  openForWriting(path).close();
  const newer = openBare(path);
  newer.execute(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  newer.close();
  const before = readFileSync(path);
  for (const open of [openForReading, openForWriting]) {
    expect(() => open(path)).toThrow(expect.objectContaining({ code: 'STORE_SCHEMA_NEWER' }));
    expect(() => open(path)).toThrow(
      new RegExp(`version ${MIGRATIONS.length} or older, got ${MIGRATIONS.length + 1}`, 'u'),
    );
  }
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a database of another program is refused and left alone', () => {
  const path = temporaryFile();
  const foreign = openBare(path);
  foreign.execute('CREATE TABLE theirs (x)');
  foreign.close();
  const before = readFileSync(path);
  for (const open of [openForReading, openForWriting]) {
    expect(() => open(path)).toThrow(
      expect.objectContaining({ code: 'STORE_CORRUPT', message: expect.stringContaining(path) }),
    );
  }
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('an empty file counts as a store that holds nothing yet', () => {
  const path = temporaryFile();
  openBare(path).close();
  expect(openForReading(path)).toBeNull();
  openForWriting(path).close();
  expect(openForReading(path)?.close()).toBeUndefined();
});
