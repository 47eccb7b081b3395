/**
 * Every step from an empty file to the current schema, in order; the file's `user_version` is the number of steps
 * applied. A released step is never changed: a later step corrects its mistakes.
 */
export const MIGRATIONS: readonly string[] = [
  // A track's number is never used twice, so that it belongs to one vector for ever. Vectors and their codes are in
  // separate tables, so that reading the names of many tracks does not read the vectors too. `nameWords` has already
  // folded and split the words, so the tokenizer only splits them at blanks, as `ascii` does.
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
  // A column next to `fields`, so that listing a library parses no JSON.
  `ALTER TABLE tracks ADD COLUMN tag_reader_version INTEGER NOT NULL DEFAULT 0`,
  // The keys are in order in an index, so that what begins with a typed text is found in the order of the titles
  // without a sort. The words of names have changed.
  `
  ALTER TABLE tracks ADD COLUMN title_key TEXT NOT NULL DEFAULT '';
  ALTER TABLE tracks ADD COLUMN artist_key TEXT NOT NULL DEFAULT '';
  UPDATE tracks SET title_key = search_key(fields ->> '$.title'), artist_key = search_key(fields ->> '$.artist');
  CREATE INDEX tracks_by_title ON tracks (space, title_key, id);
  INSERT INTO words (words) VALUES ('delete-all');
  INSERT INTO words (rowid, title, artist, album)
  SELECT number, name_words(fields ->> '$.title'), name_words(fields ->> '$.artist'), name_words(fields ->> '$.album')
  FROM tracks;
  CREATE VIRTUAL TABLE vocabulary USING fts5vocab (words, row);
  `,
  // Null for tracks that were embedded before there were fingerprints. With the vector, which is read as rarely.
  `ALTER TABLE embeddings ADD COLUMN fingerprint BLOB`,
  // Computed from the fields, so that every write keeps them. Most tracks of many libraries have no identifiers.
  `
  ALTER TABLE tracks ADD COLUMN isrc TEXT GENERATED ALWAYS AS (fields ->> '$.isrc') VIRTUAL;
  ALTER TABLE tracks ADD COLUMN recording_id TEXT GENERATED ALWAYS AS (fields ->> '$.musicBrainzRecordingId') VIRTUAL;
  CREATE INDEX tracks_by_isrc ON tracks (space, isrc, id) WHERE isrc IS NOT NULL;
  CREATE INDEX tracks_by_recording ON tracks (space, recording_id, id) WHERE recording_id IS NOT NULL;
  `,
];
