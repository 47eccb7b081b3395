/**
 * Every step from an empty file to the schema of today, in order; the file's `user_version` says how many it has been through.
 * A step that was ever released is never changed: what it got wrong, a later step mends.
 */
export const MIGRATIONS: readonly string[] = [
  // A track's number is never used twice, so that a number stands for one vector for ever. Vectors and their codes lie in tables of their own:
  // what reads the names of many tracks does not read the vectors as well. The words are folded and parted by `searchWords`, so the tokenizer
  // has nothing left to do but part them at blanks, which `ascii` does.
  `
  CREATE TABLE spaces (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL,
    dims INTEGER NOT NULL,
    same_recording_cosine REAL NOT NULL,
    served INTEGER NOT NULL DEFAULT 0,
    pair_similarities TEXT NOT NULL DEFAULT '[]'
  ) STRICT;
  CREATE TABLE tracks (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    space INTEGER NOT NULL REFERENCES spaces (number),
    id TEXT NOT NULL,
    paths TEXT NOT NULL,
    fields TEXT NOT NULL,
    UNIQUE (space, id)
  ) STRICT;
  CREATE TABLE embeddings (track INTEGER PRIMARY KEY REFERENCES tracks (number) ON DELETE CASCADE, embedding BLOB NOT NULL) STRICT;
  CREATE TABLE codes (
    track INTEGER PRIMARY KEY REFERENCES tracks (number) ON DELETE CASCADE,
    space INTEGER NOT NULL,
    code BLOB NOT NULL,
    norm REAL NOT NULL,
    angle REAL NOT NULL
  ) STRICT;
  CREATE INDEX codes_by_space ON codes (space);
  CREATE VIRTUAL TABLE words USING fts5 (title, artist, album, content = '', contentless_delete = 1, prefix = '1 2 3', tokenize = 'ascii');
  CREATE TABLE records (
    collection TEXT NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    version TEXT NOT NULL,
    PRIMARY KEY (collection, key)
  ) STRICT, WITHOUT ROWID;
  `,
];
