-- A dataset holds only so many event types, so they are looked up before an event with another one is taken.
CREATE INDEX streamed_event_by_type ON streamed_event (stream_id, event_type);
