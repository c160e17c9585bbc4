-- What is told of a call to those who watch it. Appended by the statement that stores the call, so that a change is there
-- exactly when the state is, and costs no commit of its own.
CREATE TABLE IF NOT EXISTS call_changes (
    room    text        NOT NULL,
    version int         NOT NULL, -- the state's version that it was stored with
    at      timestamptz NOT NULL, -- when it was stored
    view    jsonb       NOT NULL, -- the whole call as it is seen from outside
    PRIMARY KEY (room, version)
);

DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NOT NULL THEN
        ALTER TABLE call_changes ENABLE ROW LEVEL SECURITY;
        IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'call_changes'::regclass AND polname = 'call_changes_service') THEN
            EXECUTE format('CREATE POLICY call_changes_service ON call_changes FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
        END IF;
    END IF;
END $$;

-- Where a segment stands among all that was ever stored: within a room in the order of the commits. Who has seen one has
-- seen all of the room before it.
CREATE SEQUENCE IF NOT EXISTS call_segment_revisions;
ALTER TABLE call_segments ADD COLUMN IF NOT EXISTS revision bigint NOT NULL DEFAULT nextval('call_segment_revisions');
ALTER TABLE call_segments ALTER COLUMN revision DROP DEFAULT; -- which has numbered the rows that were there
ALTER SEQUENCE call_segment_revisions OWNED BY call_segments.revision;
CREATE INDEX IF NOT EXISTS call_segments_revision ON call_segments (room, revision);

-- A number is drawn under a lock that is held until the commit: else the greater of two could be seen first, and whoever
-- went on from there would never see the other. A trigger, so that it holds for a silo of an older version too.
CREATE OR REPLACE FUNCTION call_segment_revise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(x'73656773'::int, hashtext(NEW.room)); -- "segs" in ASCII
    NEW.revision := nextval('call_segment_revisions');
    RETURN NEW;
END $$;

DROP TRIGGER IF EXISTS call_segment_revise ON call_segments;
CREATE TRIGGER call_segment_revise BEFORE INSERT OR UPDATE ON call_segments
    FOR EACH ROW EXECUTE FUNCTION call_segment_revise();

-- As before, and a change of the view.
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
        FROM written, given, json_array_elements(document -> ''news'') WITH ORDINALITY AS news (entry, ordinality)),
    told AS (
        INSERT INTO call_changes (room, version, at, view)
        SELECT substr(@GrainIdExtensionString, 6), written.version, now(), (document -> ''change'')::jsonb
        FROM written, given WHERE json_typeof(document -> ''change'') = ''object'')
    SELECT version AS NewGrainStateVersion FROM written
')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
