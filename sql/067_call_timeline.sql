-- What happened to a call, and what was done for it. Appended by the statement that stores the call, so that an entry is
-- there exactly when the change is, and costs no commit of its own.
CREATE TABLE IF NOT EXISTS call_timeline (
    room     text        NOT NULL,
    version  int         NOT NULL, -- the state's version that it was stored with
    position smallint    NOT NULL, -- within that version
    at       timestamptz NOT NULL, -- when it happened
    noted_at timestamptz NOT NULL, -- when it became known
    what     text        NOT NULL,
    cause    text        NOT NULL,
    result   text,
    PRIMARY KEY (room, version, position)
);

DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NOT NULL THEN
        ALTER TABLE call_timeline ENABLE ROW LEVEL SECURITY;
        IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'call_timeline'::regclass AND polname = 'call_timeline_service') THEN
            EXECUTE format('CREATE POLICY call_timeline_service ON call_timeline FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
        END IF;
    END IF;
END $$;

-- A document may hold U+0000, say in an error of another system's; Postgres' JSON may not, wherever it stands.
-- A call's key is 'room/' and the room's name; nothing else has news.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
    WITH given AS MATERIALIZED (
        SELECT replace(convert_from(@PayloadBinary, ''UTF8''), ''\u0000'', ''\ufffd'')::json AS document),
    inserted AS (
        INSERT INTO orleans_storage (
            grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, grain_type, grain_id_extension, service_id,
            payload, version, due_at)
        SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
            @PayloadBinary, 1, (document ->> ''dueAt'')::timestamptz
        FROM given WHERE @GrainStateVersion::int IS NULL
        ON CONFLICT DO NOTHING RETURNING version),
    updated AS (
        UPDATE orleans_storage s
        SET payload = @PayloadBinary, version = s.version + 1, modified_at = now(), due_at = (document ->> ''dueAt'')::timestamptz
        FROM given
        WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
            AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
            AND grain_id_extension IS NOT DISTINCT FROM @GrainIdExtensionString
            AND grain_type = @GrainTypeString AND service_id = @ServiceId
            AND s.version = @GrainStateVersion::int
        RETURNING s.version),
    written AS (SELECT version FROM inserted UNION ALL SELECT version FROM updated),
    noted AS (
        INSERT INTO call_timeline (room, version, position, at, noted_at, what, cause, result)
        SELECT substr(@GrainIdExtensionString, 6), written.version, news.ordinality,
            (entry ->> ''at'')::timestamptz, (entry ->> ''notedAt'')::timestamptz, entry ->> ''what'', entry ->> ''cause'', entry ->> ''result''
        FROM written, given, json_array_elements(document -> ''news'') WITH ORDINALITY AS news (entry, ordinality))
    SELECT version AS NewGrainStateVersion FROM written
')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
