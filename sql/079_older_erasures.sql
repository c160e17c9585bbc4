-- The retention looks up calls of any name. This index first: it waits for who writes rows, and they look at the tombstones.
CREATE INDEX IF NOT EXISTS coaching_sessions_past ON coaching_sessions ((coalesce(ended_at, started_at, created_at)), room_name)
    WHERE status IN ('completed', 'cancelled');
DROP INDEX IF EXISTS coaching_sessions_ended;

-- Rows of other programs, whose rooms' names are not ours, are erased within the request and have no state that could tell of it
-- afterwards. Their tombstone does, for an hour, to the one whose call it was.
ALTER TABLE call_tombstones ADD COLUMN IF NOT EXISTS owner_hash text; -- SHA-256 of room and owner, in hex
CREATE INDEX IF NOT EXISTS call_tombstones_told ON call_tombstones (erased_at) WHERE owner_hash IS NOT NULL;
