-- Calls that were erased. Nothing of them is left here but that they were: their names cannot be read from this.
CREATE TABLE IF NOT EXISTS call_tombstones (
    room_hash bytea       PRIMARY KEY, -- SHA-256 of the room's name
    erased_at timestamptz NOT NULL,
    removed   jsonb                    -- how much of what was removed, for as long as the call's state is there to tell it
);

-- Nothing brings an erased call back, whoever writes and whatever it knew when it began. An erasure locks its room for the time of
-- its transaction; every first write of a room's row waits for that, and looks only then: as a trigger, because a condition in the
-- statement itself would be judged by a snapshot that may be older than the erasure. Rooms share 256 locks, so that a transaction
-- that writes very many rows does not run out of them.
-- With the definer's rights, since the tombstones are closed to users of the database.
DO $do$
BEGIN
    EXECUTE format($sql$
        CREATE OR REPLACE FUNCTION call_refuse_erased() RETURNS trigger LANGUAGE plpgsql
            SECURITY DEFINER SET search_path = pg_catalog, %I, pg_temp AS $$
        DECLARE
            room text;
        BEGIN
            IF TG_TABLE_NAME = 'coaching_sessions' THEN
                room := NEW.room_name;
            ELSIF TG_TABLE_NAME = 'orleans_storage' THEN
                room := substr(NEW.grain_id_extension, 6); -- a call's key is 'room/' and the room's name
            ELSE
                room := NEW.room;
            END IF;

            PERFORM pg_advisory_xact_lock_shared(x'63616c6c'::int, hashtext(room) & 255); -- "call" in ASCII
            IF NOT EXISTS (SELECT FROM call_tombstones WHERE room_hash = sha256(convert_to(room, 'UTF8'))) THEN
                RETURN NEW;
            END IF;

            -- A call that is erased may be watched again, without anything of what it was. Its version is above all that any silo
            -- remembers of it, so that one that was frozen meanwhile does not take the row for its own.
            IF TG_TABLE_NAME = 'orleans_storage' THEN
                IF replace(convert_from(NEW.payload, 'UTF8'), '\u0000', '\ufffd')::json -> 'request' IS NULL THEN
                    NEW.version := extract(epoch FROM clock_timestamp())::int;
                    RETURN NEW;
                END IF;
            END IF;

            RAISE EXCEPTION 'The call of this row was erased' USING ERRCODE = 'OC410';
        END $$ $sql$, current_schema());
END $do$;

CREATE OR REPLACE TRIGGER call_segments_refuse_erased
    BEFORE INSERT ON call_segments FOR EACH ROW EXECUTE FUNCTION call_refuse_erased();
CREATE OR REPLACE TRIGGER call_client_transcripts_refuse_erased
    BEFORE INSERT ON call_client_transcripts FOR EACH ROW EXECUTE FUNCTION call_refuse_erased();
CREATE OR REPLACE TRIGGER coaching_sessions_refuse_erased
    BEFORE INSERT OR UPDATE OF room_name ON coaching_sessions FOR EACH ROW EXECUTE FUNCTION call_refuse_erased();
CREATE OR REPLACE TRIGGER orleans_storage_refuse_erased
    BEFORE INSERT ON orleans_storage FOR EACH ROW WHEN (NEW.grain_type = 'call-v1') EXECUTE FUNCTION call_refuse_erased();

-- What an erasure looks up by the room, or by its row.
CREATE INDEX IF NOT EXISTS call_start_keys_room ON call_start_keys (room);
CREATE INDEX IF NOT EXISTS fred_episodic_memory_session ON fred_episodic_memory (session_id);
CREATE INDEX IF NOT EXISTS webhook_deliveries_room ON webhook_deliveries (room);

-- What the retention looks up: calls by when they ended, and states without a row by when they began, which their names tell.
CREATE INDEX IF NOT EXISTS coaching_sessions_ended ON coaching_sessions ((coalesce(ended_at, started_at, created_at)), room_name)
    WHERE status IN ('completed', 'cancelled') AND room_name LIKE '%\_fred-call\_%';
CREATE INDEX IF NOT EXISTS orleans_storage_begun ON orleans_storage (
    (lpad(substring(grain_id_extension FROM '_fred-call_([0-9]+)$'), 19, '0')), grain_id_extension) WHERE grain_type = 'call-v1';

DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NOT NULL THEN
        ALTER TABLE call_tombstones ENABLE ROW LEVEL SECURITY;
        IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'call_tombstones'::regclass AND polname = 'call_tombstones_service') THEN
            EXECUTE format('CREATE POLICY call_tombstones_service ON call_tombstones FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
        END IF;
    END IF;
END $$;
