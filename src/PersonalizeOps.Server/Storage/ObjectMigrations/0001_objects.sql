CREATE TABLE buckets (
  name    TEXT    NOT NULL PRIMARY KEY,
  region  TEXT    NOT NULL,
  created INTEGER NOT NULL, -- milliseconds since 1970
  policy  TEXT
) STRICT, WITHOUT ROWID;

-- Keys are bytes, so that their order is S3's (UTF-8, binary) and no text rule touches them.
CREATE TABLE objects (
  bucket             TEXT    NOT NULL REFERENCES buckets (name),
  key                BLOB    NOT NULL,
  size               INTEGER NOT NULL,
  modified           INTEGER NOT NULL,
  etag               TEXT    NOT NULL,
  headers            TEXT    NOT NULL, -- JSON of ObjectHeaders
  checksum_algorithm TEXT,
  checksum_type      TEXT,
  checksum_value     TEXT,
  PRIMARY KEY (bucket, key)
) STRICT, WITHOUT ROWID;

-- The content: one file for a plain object, one per part for a multipart upload.
CREATE TABLE object_parts (
  bucket   TEXT    NOT NULL,
  key      BLOB    NOT NULL,
  number   INTEGER NOT NULL,
  file     TEXT    NOT NULL UNIQUE,
  size     INTEGER NOT NULL,
  checksum TEXT,
  PRIMARY KEY (bucket, key, number),
  FOREIGN KEY (bucket, key) REFERENCES objects (bucket, key) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE uploads (
  id                 TEXT    NOT NULL PRIMARY KEY,
  bucket             TEXT    NOT NULL REFERENCES buckets (name),
  key                BLOB    NOT NULL,
  initiated          INTEGER NOT NULL,
  headers            TEXT    NOT NULL,
  checksum_algorithm TEXT,
  checksum_type      TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX uploads_by_key ON uploads (bucket, key, id);

CREATE TABLE upload_parts (
  upload   TEXT    NOT NULL REFERENCES uploads (id) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  file     TEXT    NOT NULL UNIQUE,
  size     INTEGER NOT NULL,
  etag     TEXT    NOT NULL,
  modified INTEGER NOT NULL,
  checksum TEXT,
  PRIMARY KEY (upload, number)
) STRICT, WITHOUT ROWID;
