-- What is set for a bucket: versioning, tags, acceleration, notifications.
CREATE TABLE bucket_settings (
  bucket TEXT NOT NULL REFERENCES buckets (name) ON DELETE CASCADE,
  name   TEXT NOT NULL,
  value  TEXT NOT NULL,
  PRIMARY KEY (bucket, name)
) STRICT, WITHOUT ROWID;

-- The id of the current version; without one it is S3's version "null".
ALTER TABLE objects ADD COLUMN version TEXT;

-- What is current no more, and deletions of objects that keep their versions. The greater the sequence, the newer.
CREATE TABLE object_versions (
  sequence           INTEGER PRIMARY KEY AUTOINCREMENT,
  bucket             TEXT    NOT NULL REFERENCES buckets (name),
  key                BLOB    NOT NULL,
  version            TEXT,
  is_marker          INTEGER NOT NULL,
  size               INTEGER NOT NULL,
  modified           INTEGER NOT NULL,
  etag               TEXT    NOT NULL,
  headers            TEXT    NOT NULL,
  checksum_algorithm TEXT,
  checksum_type      TEXT,
  checksum_value     TEXT
) STRICT;

CREATE INDEX object_versions_by_key ON object_versions (bucket, key, sequence);

CREATE TABLE version_parts (
  sequence INTEGER NOT NULL REFERENCES object_versions (sequence) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  file     TEXT    NOT NULL UNIQUE,
  size     INTEGER NOT NULL,
  checksum TEXT,
  PRIMARY KEY (sequence, number)
) STRICT, WITHOUT ROWID;
