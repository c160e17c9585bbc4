-- The words of calls. Segments come from the agent's worker while a call runs; the client hands in its own at the end.
CREATE TABLE IF NOT EXISTS call_segments (
    room       text        NOT NULL,
    id         text        NOT NULL,
    speaker    text        NOT NULL CHECK (speaker IN ('user', 'fred')),
    text       text        NOT NULL,
    started_at timestamptz NOT NULL,
    ended_at   timestamptz,
    final      boolean     NOT NULL,
    stored_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (room, id)
);

CREATE TABLE IF NOT EXISTS call_client_transcripts (
    room             text        PRIMARY KEY,
    lines            jsonb       NOT NULL,
    duration_seconds int         NOT NULL,
    stored_at        timestamptz NOT NULL DEFAULT clock_timestamp()
);
