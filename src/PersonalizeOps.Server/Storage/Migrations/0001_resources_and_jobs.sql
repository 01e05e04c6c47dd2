-- One row per resource of the API. The document is the resource as Describe answers it, without what the columns hold.
CREATE TABLE resource (
    sequence       INTEGER PRIMARY KEY AUTOINCREMENT,
    arn            TEXT    NOT NULL UNIQUE,
    kind           TEXT    NOT NULL,
    account_id     TEXT    NOT NULL,
    region         TEXT    NOT NULL,
    name           TEXT    NOT NULL,
    status         TEXT    NOT NULL,
    failure_reason TEXT,
    created_ms     INTEGER NOT NULL,
    updated_ms     INTEGER NOT NULL,
    document       TEXT    NOT NULL,
    UNIQUE (account_id, region, kind, name)
) STRICT;

CREATE INDEX resource_by_kind ON resource (account_id, region, kind, sequence);

-- What a resource hangs on, directly or not: a campaign names its solution version, its solution and its dataset group.
CREATE TABLE resource_reference (
    arn        TEXT NOT NULL REFERENCES resource (arn) ON DELETE CASCADE,
    target_arn TEXT NOT NULL,
    PRIMARY KEY (arn, target_arn)
) STRICT, WITHOUT ROWID;

CREATE INDEX resource_reference_by_target ON resource_reference (target_arn);

CREATE TABLE tag (
    arn   TEXT NOT NULL REFERENCES resource (arn) ON DELETE CASCADE,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (arn, key)
) STRICT, WITHOUT ROWID;

-- The file that holds a dataset's imported rows; a dataset without a row has had no import.
CREATE TABLE dataset_content (
    dataset_arn TEXT PRIMARY KEY REFERENCES resource (arn) ON DELETE CASCADE,
    file        TEXT    NOT NULL,
    row_count   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The seed of a solution version from its creation, and what its training made.
CREATE TABLE model (
    solution_version_arn TEXT PRIMARY KEY REFERENCES resource (arn) ON DELETE CASCADE,
    seed                 INTEGER NOT NULL,
    folder               TEXT,
    metrics              TEXT
) STRICT, WITHOUT ROWID;

-- Work to do or being done. A finished job has no row: its outcome is the status of its resource.
CREATE TABLE job (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    kind         TEXT    NOT NULL,
    lane         TEXT    NOT NULL,
    resource_arn TEXT    NOT NULL,
    scope        TEXT    NOT NULL,
    running      INTEGER NOT NULL DEFAULT 0,
    attempts     INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX job_by_lane ON job (lane, id);
CREATE INDEX job_by_resource ON job (resource_arn);
