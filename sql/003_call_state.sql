-- The state of every call: one small JSON document a row, written by Orleans' AdoNet grain storage. due_at is taken from
-- the document by the statement that writes it, so that the sweep finds due calls by an index and at no extra commit.
CREATE TABLE IF NOT EXISTS orleans_storage (
    grain_id_hash          int          NOT NULL,
    grain_id_n0            bigint       NOT NULL,
    grain_id_n1            bigint       NOT NULL,
    grain_type_hash        int          NOT NULL,
    grain_type             varchar(512) NOT NULL,
    grain_id_extension     varchar(512),
    service_id             varchar(150) NOT NULL,
    payload                bytea,
    modified_at            timestamptz  NOT NULL DEFAULT now(),
    version                int          NOT NULL,
    due_at                 timestamptz
) WITH (fillfactor = 70);

-- Two first writes of one grain must not both succeed: the grain could never be read again.
CREATE UNIQUE INDEX IF NOT EXISTS orleans_storage_grain ON orleans_storage (
    grain_id_hash, grain_type_hash, grain_id_n0, grain_id_n1, grain_id_extension, grain_type, service_id
) NULLS NOT DISTINCT;

CREATE INDEX IF NOT EXISTS orleans_storage_due ON orleans_storage (due_at) WHERE due_at IS NOT NULL;

-- A document may hold U+0000, say in an error of another system's; Postgres' JSON may not, wherever it stands.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('WriteToStorageKey', '
    WITH given AS (
        SELECT (replace(convert_from(@PayloadBinary, ''UTF8''), ''\u0000'', ''\ufffd'')::json ->> ''dueAt'')::timestamptz AS due_at),
    inserted AS (
        INSERT INTO orleans_storage (
            grain_id_hash, grain_id_n0, grain_id_n1, grain_type_hash, grain_type, grain_id_extension, service_id,
            payload, version, due_at)
        SELECT @GrainIdHash, @GrainIdN0, @GrainIdN1, @GrainTypeHash, @GrainTypeString, @GrainIdExtensionString, @ServiceId,
            @PayloadBinary, 1, due_at
        FROM given WHERE @GrainStateVersion::int IS NULL
        ON CONFLICT DO NOTHING RETURNING version),
    updated AS (
        UPDATE orleans_storage s
        SET payload = @PayloadBinary, version = s.version + 1, modified_at = now(), due_at = given.due_at
        FROM given
        WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
            AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
            AND grain_id_extension IS NOT DISTINCT FROM @GrainIdExtensionString
            AND grain_type = @GrainTypeString AND service_id = @ServiceId
            AND s.version = @GrainStateVersion::int
        RETURNING s.version)
    SELECT version AS NewGrainStateVersion FROM inserted UNION ALL SELECT version FROM updated
'),
('ReadFromStorageKey', '
    SELECT payload AS PayloadBinary, version AS Version
    FROM orleans_storage
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
        AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
        AND grain_id_extension IS NOT DISTINCT FROM @GrainIdExtensionString
        AND grain_type = @GrainTypeString AND service_id = @ServiceId
'),
('ClearStorageKey', '
    UPDATE orleans_storage SET payload = NULL, version = version + 1, modified_at = now(), due_at = NULL
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
        AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
        AND grain_id_extension IS NOT DISTINCT FROM @GrainIdExtensionString
        AND grain_type = @GrainTypeString AND service_id = @ServiceId
        AND version = @GrainStateVersion::int
    RETURNING version AS NewGrainStateVersion
'),
('DeleteStorageKey', '
    DELETE FROM orleans_storage
    WHERE grain_id_hash = @GrainIdHash AND grain_type_hash = @GrainTypeHash
        AND grain_id_n0 = @GrainIdN0 AND grain_id_n1 = @GrainIdN1
        AND grain_id_extension IS NOT DISTINCT FROM @GrainIdExtensionString
        AND grain_type = @GrainTypeString AND service_id = @ServiceId
        AND version = @GrainStateVersion::int
    RETURNING version + 1 AS NewGrainStateVersion
')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;
