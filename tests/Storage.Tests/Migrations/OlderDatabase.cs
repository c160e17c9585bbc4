using Npgsql;

namespace OrleansCalls.Storage.Tests.Migrations;

/// <summary>A database as Supabase keeps it, in use before this system came: its tables, its rows, its users.</summary>
internal static class OlderDatabase
{
    public const string Ana = "11111111-1111-1111-1111-111111111111";
    public const string Bob = "22222222-2222-2222-2222-222222222222";

    /// <summary>The names of tables and everything on them, and the rows of the two older tables.</summary>
    private const string Dump = """
        SELECT format('%s %s %s rls=%s', relkind, relnamespace::regnamespace, relname, relrowsecurity) FROM pg_class
            WHERE relnamespace::regnamespace::text IN ('public', 'auth')
        UNION ALL SELECT format('%s.%s %s %s %s', attrelid::regclass, attname, atttypid::regtype, attnotnull, pg_get_expr(adbin, adrelid))
            FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
            WHERE attnum > 0 AND attrelid IN (SELECT oid FROM pg_class WHERE relnamespace::regnamespace::text IN ('public', 'auth'))
        UNION ALL SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint WHERE conrelid <> 0
        UNION ALL SELECT format('%s %s %s', tablename, policyname, qual) FROM pg_policies
        UNION ALL SELECT format('%s %s', tgrelid::regclass, pg_get_triggerdef(oid)) FROM pg_trigger
        UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace::regnamespace::text IN ('public', 'auth')
        UNION ALL SELECT s::text FROM coaching_sessions s
        UNION ALL SELECT m::text FROM fred_episodic_memory m
        ORDER BY 1
        """;

    /// <summary>Users get every right on what the migrating role makes, as Supabase gives it: only row security keeps them out.</summary>
    public static async Task<string> MakeAsync(Database database)
    {
        var users = $"users_{Guid.NewGuid():n}";
        await database.RunAsync($"""
            CREATE ROLE {users};
            CREATE SCHEMA auth;
            GRANT USAGE ON SCHEMA auth TO {users};
            CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE
                AS 'SELECT nullif(current_setting(''request.jwt.claim.sub'', true), '''')::uuid';
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT ALL ON TABLES TO {users};
            CREATE TABLE coaching_sessions (
                id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
                user_id text NOT NULL,
                room_name text NOT NULL,
                status text NOT NULL DEFAULT 'scheduled' CHECK (status IN ('scheduled', 'in_progress', 'completed', 'cancelled')),
                started_at timestamptz,
                ended_at timestamptz,
                duration_seconds int,
                notes text,
                created_at timestamptz DEFAULT now(),
                updated_at timestamptz DEFAULT now());
            CREATE TABLE fred_episodic_memory (
                id uuid PRIMARY KEY,
                user_id uuid NOT NULL,
                session_id uuid NOT NULL,
                event_type text CHECK (event_type IN ('conversation', 'decision', 'outcome', 'feedback')),
                content jsonb,
                importance_score float,
                metadata jsonb,
                channel text DEFAULT 'chat',
                content_hash text,
                created_at timestamptz DEFAULT now());
            INSERT INTO coaching_sessions (user_id, room_name, notes) VALUES ('{Ana}', 'room-a', 'first'), ('{Bob}', 'room-b', NULL);
            INSERT INTO fred_episodic_memory (id, user_id, session_id) VALUES (gen_random_uuid(), '{Ana}', gen_random_uuid());
            """);
        return users;
    }

    public static async Task<string> DumpAsync(Database database) => string.Join('\n', await database.AllAsync<string>(Dump));

    /// <summary>Runs a statement as this user, in a role that row security holds for.</summary>
    /// <returns>The number of rows read or changed.</returns>
    public static async Task<long> AsUserAsync(Database database, string role, string user, string sql)
    {
        await using var connection = await database.Source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("SELECT set_config('request.jwt.claim.sub', $1, true)") { Parameters = { new() { Value = user } } },
                new($"SET LOCAL ROLE {role}"),
            },
        };
        await batch.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        await using var statement = new NpgsqlBatch(connection, transaction) { BatchCommands = { new(sql) } };
        await using var reader = await statement.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = 0L;
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            rows++;
        }

        return rows + Math.Max(0, reader.RecordsAffected);
    }
}
