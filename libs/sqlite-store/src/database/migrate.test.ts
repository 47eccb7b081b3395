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

test('an older file gets the steps that it lacks, and keeps its content', () => {
  const database = openBare(temporaryFile());
  migrate(database, STEPS.slice(0, 1));
  expect(schemaVersion(database, 3)).toBe(1);
  migrate(database, STEPS);
  migrate(database, STEPS);
  expect(schemaVersion(database, 3)).toBe(3);
  expect(database.all('SELECT name, year FROM songs')).toEqual([{ name: 'kept', year: 1999 }]);
  database.close();
});

test('a step that fails does not change the file', () => {
  const database = openBare(temporaryFile());
  migrate(database, STEPS.slice(0, 1));
  expect(() => migrate(database, [...STEPS, 'SELECT * FROM nowhere'])).toThrow(/nowhere/u);
  expect(schemaVersion(database, 4)).toBe(1);
  expect(database.all('SELECT * FROM songs')).toEqual([{ name: 'kept' }]);
  database.close();
});

test('readers and writers refuse a file of a newer version, naming both versions, and do not change it', () => {
  const path = temporaryFile();
  openForWriting(path).close();
  const newer = openBare(path);
  newer.execute(`PRAGMA user_version = ${MIGRATIONS.length + 1}`);
  newer.close();
  const before = readFileSync(path);
  for (const open of [openForReading, openForWriting]) {
    expect(() => open(path)).toThrow(expect.objectContaining({ code: 'STORE_SCHEMA_NEWER' }));
    expect(() => open(path)).toThrow(
      new RegExp(`version ${MIGRATIONS.length + 1} is newer than ${MIGRATIONS.length},`, 'u'),
    );
  }
  expect(readFileSync(path).equals(before)).toBe(true);
});

test('a database of another program is refused and not changed', () => {
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

test('an empty file is an empty store', () => {
  const path = temporaryFile();
  openBare(path).close();
  expect(openForReading(path)).toBeNull();
  openForWriting(path).close();
  expect(openForReading(path)?.close()).toBeUndefined();
});
