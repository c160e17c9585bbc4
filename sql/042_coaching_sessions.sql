-- The row of every coaching session, which other programs read. It may exist already, with rows.
CREATE TABLE IF NOT EXISTS coaching_sessions (
    id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
    user_id          text        NOT NULL,
    room_name        text        NOT NULL,
    status           text        NOT NULL DEFAULT 'scheduled'
                                 CHECK (status IN ('scheduled', 'in_progress', 'completed', 'cancelled')),
    started_at       timestamptz,
    ended_at         timestamptz,
    duration_seconds int,
    notes            text,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX IF NOT EXISTS coaching_sessions_user_created ON coaching_sessions (user_id, created_at DESC);
CREATE INDEX IF NOT EXISTS coaching_sessions_room_name ON coaching_sessions (room_name);

CREATE OR REPLACE FUNCTION coaching_sessions_touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := now();
    RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER coaching_sessions_updated_at
    BEFORE UPDATE ON coaching_sessions FOR EACH ROW EXECUTE FUNCTION coaching_sessions_touch();

-- Where users reach the database themselves (auth.uid() exists), each sees and changes its own rows only.
DO $$
DECLARE
    command text;
BEGIN
    IF to_regprocedure('auth.uid()') IS NULL THEN
        RETURN;
    END IF;

    ALTER TABLE coaching_sessions ENABLE ROW LEVEL SECURITY;
    FOREACH command IN ARRAY ARRAY['select', 'insert', 'update', 'delete'] LOOP
        IF NOT EXISTS (
            SELECT FROM pg_policies
            WHERE schemaname = current_schema AND tablename = 'coaching_sessions'
                AND policyname = 'coaching_sessions_own_' || command) THEN
            EXECUTE format(
                'CREATE POLICY %I ON coaching_sessions FOR %s %s %s',
                'coaching_sessions_own_' || command,
                command,
                CASE WHEN command <> 'insert' THEN 'USING (auth.uid()::text = user_id)' ELSE '' END,
                CASE WHEN command IN ('insert', 'update') THEN 'WITH CHECK (auth.uid()::text = user_id)' ELSE '' END);
        END IF;
    END LOOP;
END $$;
