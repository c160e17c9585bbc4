-- What a call adds to its session. A room has one row from now on: a table with several of one room is refused as it is.
DO $$
DECLARE
    duplicates text;
BEGIN
    SELECT string_agg(format('%s (%s rows)', room_name, rows), ', ' ORDER BY room_name) FILTER (WHERE place <= 20)
        || CASE WHEN count(*) > 20 THEN format(' and %s more', count(*) - 20) ELSE '' END
    INTO duplicates
    FROM (SELECT room_name, count(*) AS rows, row_number() OVER (ORDER BY room_name) AS place
          FROM coaching_sessions GROUP BY room_name HAVING count(*) > 1) AS several;
    IF duplicates IS NOT NULL THEN
        RAISE EXCEPTION 'coaching_sessions has several rows of one room_name: %. Nothing was changed. Keep one row of each and migrate again.', duplicates;
    END IF;
END $$;

ALTER TABLE coaching_sessions
    ADD COLUMN IF NOT EXISTS recording_url   text,
    ADD COLUMN IF NOT EXISTS transcript_json jsonb,
    ADD COLUMN IF NOT EXISTS summary         text,
    ADD COLUMN IF NOT EXISTS decisions       jsonb,
    ADD COLUMN IF NOT EXISTS next_actions    jsonb,
    ADD COLUMN IF NOT EXISTS call_type       text DEFAULT 'on-demand' CHECK (call_type IN ('on-demand', 'scheduled')),
    ADD COLUMN IF NOT EXISTS call_version    bigint NOT NULL DEFAULT 0,
    ALTER COLUMN call_type SET DEFAULT 'on-demand'; -- a column that was there already may have none

-- Lists are in the order of creation: an older row that does not know its own gets the nearest time known.
UPDATE coaching_sessions SET created_at = coalesce(started_at, updated_at, now()) WHERE created_at IS NULL;

DO $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM pg_constraint
        WHERE conname = 'coaching_sessions_room_name_unique' AND conrelid = 'coaching_sessions'::regclass) THEN
        ALTER TABLE coaching_sessions ADD CONSTRAINT coaching_sessions_room_name_unique UNIQUE (room_name);
    END IF;

    -- Row-level security is for users of the database; the service that writes every row gets a policy of its own.
    IF (SELECT relrowsecurity FROM pg_class WHERE oid = 'coaching_sessions'::regclass) AND NOT EXISTS (
        SELECT FROM pg_policies
        WHERE schemaname = current_schema AND tablename = 'coaching_sessions' AND policyname = 'coaching_sessions_service') THEN
        EXECUTE format(
            'CREATE POLICY coaching_sessions_service ON coaching_sessions FOR ALL TO %I USING (true) WITH CHECK (true)',
            current_user);
    END IF;
END $$;
