-- Users that were deleted, as digests: models trained before must not use what they know of them.
CREATE TABLE forgotten_user (
    dataset_group_arn TEXT    NOT NULL REFERENCES resource (arn) ON DELETE CASCADE,
    digest            BLOB    NOT NULL,
    deleted_ms        INTEGER NOT NULL,
    PRIMARY KEY (dataset_group_arn, digest)
) STRICT, WITHOUT ROWID;

-- When the training of a model began: it knows users who were deleted later.
ALTER TABLE model ADD COLUMN begun_ms INTEGER NOT NULL DEFAULT 0;

-- What a metric attribution measures, and up to which event it was reported.
CREATE TABLE metric_attribute (
    sequence        INTEGER PRIMARY KEY AUTOINCREMENT,
    attribution_arn TEXT NOT NULL REFERENCES resource (arn) ON DELETE CASCADE,
    name            TEXT NOT NULL,
    event_type      TEXT NOT NULL,
    expression      TEXT NOT NULL,
    UNIQUE (attribution_arn, name)
) STRICT;

CREATE TABLE attribution_report (
    attribution_arn TEXT PRIMARY KEY REFERENCES resource (arn) ON DELETE CASCADE,
    position        INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
