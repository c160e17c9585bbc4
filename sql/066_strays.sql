-- When work that one silo does for all is due again.
CREATE TABLE IF NOT EXISTS call_rounds (
    name   text        PRIMARY KEY,
    due_at timestamptz NOT NULL
);

-- Many calls are looked up by their rooms at once. Orleans' own index begins with a hash that only Orleans can make.
CREATE INDEX IF NOT EXISTS orleans_storage_key ON orleans_storage (grain_id_extension);

-- As our other tables: closed to users who reach the database themselves.
DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NULL THEN
        RETURN;
    END IF;

    ALTER TABLE call_rounds ENABLE ROW LEVEL SECURITY;
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'call_rounds'::regclass AND polname = 'call_rounds_service') THEN
        EXECUTE format(
            'CREATE POLICY call_rounds_service ON call_rounds FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
    END IF;
END $$;
