-- Rooms that a check of the installation made, to see whether LiveKit's webhooks arrive. No calls; the check removes its row.
CREATE TABLE IF NOT EXISTS webhook_probes (
    room     text        PRIMARY KEY,
    made_at  timestamptz NOT NULL DEFAULT now(),
    heard_at timestamptz -- when a webhook about the room arrived
);

-- As our other tables: closed to users who reach the database themselves.
DO $$
BEGIN
    IF to_regprocedure('auth.uid()') IS NULL THEN
        RETURN;
    END IF;

    ALTER TABLE webhook_probes ENABLE ROW LEVEL SECURITY;
    IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = 'webhook_probes'::regclass AND polname = 'webhook_probes_service') THEN
        EXECUTE format('CREATE POLICY webhook_probes_service ON webhook_probes FOR ALL TO %I USING (true) WITH CHECK (true)', current_user);
    END IF;
END $$;
