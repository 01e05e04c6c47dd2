-- Which resource events with a tracking id go to: an event tracker or a dataset of action interactions.
CREATE TABLE tracking (
    tracking_id  TEXT PRIMARY KEY,
    resource_arn TEXT NOT NULL UNIQUE REFERENCES resource (arn) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- What Put operations added to a dataset, apart from what was imported. The number of changes tells whether anything is new.
CREATE TABLE stream (
    id          INTEGER PRIMARY KEY,
    dataset_arn TEXT    NOT NULL UNIQUE REFERENCES resource (arn) ON DELETE CASCADE,
    changes     INTEGER NOT NULL DEFAULT 0
) STRICT;

-- Interactions with items or actions. A position is never given twice, so that "all up to here" keeps its meaning.
-- The digest is that of everything but the event id: of events that are alike in all the first is kept.
CREATE TABLE streamed_event (
    position          INTEGER PRIMARY KEY AUTOINCREMENT,
    stream_id         INTEGER NOT NULL REFERENCES stream (id) ON DELETE CASCADE,
    session_id        TEXT    NOT NULL,
    user_id           TEXT,
    item_id           TEXT    NOT NULL,
    event_type        TEXT    NOT NULL,
    event_value       REAL,
    sent_ms           INTEGER NOT NULL,
    event_id          TEXT,
    recommendation_id TEXT,
    impression        TEXT,
    source            TEXT,
    properties        TEXT,
    digest            BLOB    NOT NULL
) STRICT;

CREATE UNIQUE INDEX streamed_event_by_digest ON streamed_event (stream_id, digest);
CREATE UNIQUE INDEX streamed_event_by_id ON streamed_event (stream_id, event_id) WHERE event_id IS NOT NULL;
CREATE INDEX streamed_event_by_user ON streamed_event (stream_id, user_id, position) WHERE user_id IS NOT NULL;
CREATE INDEX streamed_event_by_session ON streamed_event (stream_id, session_id, position);

-- Items, users or actions: each takes the place of the imported row of its id. Properties by the schema's names, as texts.
CREATE TABLE streamed_record (
    stream_id  INTEGER NOT NULL REFERENCES stream (id) ON DELETE CASCADE,
    record_id  TEXT    NOT NULL,
    properties TEXT    NOT NULL,
    PRIMARY KEY (stream_id, record_id)
) STRICT, WITHOUT ROWID;

-- Up to which event a model was trained; later ones are met while it serves.
ALTER TABLE model ADD COLUMN position INTEGER NOT NULL DEFAULT 0;
