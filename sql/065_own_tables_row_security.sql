-- Where users reach the database themselves (auth.uid() exists), they often have every right on new tables, as at Supabase:
-- tables that are ours alone are closed to all but the service. Else anyone could read calls, or write Orleans' statements.
DO $$
DECLARE
    own text;
BEGIN
    IF to_regprocedure('auth.uid()') IS NULL THEN
        RETURN;
    END IF;

    FOREACH own IN ARRAY ARRAY[
        'orleansquery', 'orleans_membership_version', 'orleans_membership', 'orleans_storage',
        'call_segments', 'call_client_transcripts', 'call_start_keys', 'orleans_calls_migrations'] LOOP
        CONTINUE WHEN to_regclass(own) IS NULL; -- the journal, where these files are run by hand
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', own);
        IF NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = own::regclass AND polname = own || '_service') THEN
            EXECUTE format(
                'CREATE POLICY %I ON %I FOR ALL TO %I USING (true) WITH CHECK (true)', own || '_service', own, current_user);
        END IF;
    END LOOP;
END $$;
