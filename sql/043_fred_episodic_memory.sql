-- What Fred remembers. It may exist already, with uuid in place of the text ids here.
CREATE TABLE IF NOT EXISTS fred_episodic_memory (
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

CREATE UNIQUE INDEX IF NOT EXISTS fred_episodic_memory_content
    ON fred_episodic_memory (user_id, session_id, content_hash) WHERE content_hash IS NOT NULL;
