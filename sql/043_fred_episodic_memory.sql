-- What Fred remembers. It may exist already, with uuid in place of the text ids here; then it stays as it is.
DO $$
BEGIN
    IF to_regclass('fred_episodic_memory') IS NOT NULL THEN
        RETURN;
    END IF;

    CREATE TABLE fred_episodic_memory (
        id               uuid        PRIMARY KEY DEFAULT gen_random_uuid(),
        user_id          text        NOT NULL,
        session_id       text        NOT NULL,
        event_type       text        NOT NULL CHECK (event_type IN ('conversation', 'decision', 'outcome', 'feedback')),
        content          jsonb       NOT NULL,
        importance_score float,
        metadata         jsonb,
        channel          text        DEFAULT 'chat',
        content_hash     text,
        created_at       timestamptz NOT NULL DEFAULT now()
    );

    -- Where users reach the database themselves, a table of ours is for the service alone.
    IF to_regprocedure('auth.uid()') IS NOT NULL THEN
        ALTER TABLE fred_episodic_memory ENABLE ROW LEVEL SECURITY;
        EXECUTE format(
            'CREATE POLICY fred_episodic_memory_service ON fred_episodic_memory FOR ALL TO %I USING (true) WITH CHECK (true)',
            current_user);
    END IF;
END $$;

CREATE UNIQUE INDEX IF NOT EXISTS fred_episodic_memory_content
    ON fred_episodic_memory (user_id, session_id, content_hash) WHERE content_hash IS NOT NULL;
