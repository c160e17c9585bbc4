-- Idempotency keys of starts: a repeat within 24 hours finds the room of the first.
CREATE TABLE IF NOT EXISTS call_start_keys (
    user_id    text        NOT NULL,
    key        text        NOT NULL,
    body_hash  text        NOT NULL,
    room       text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (user_id, key)
);

CREATE INDEX IF NOT EXISTS call_start_keys_created ON call_start_keys (created_at);
