using System.Globalization;
using Npgsql;

namespace OrleansCalls.Silo.Rights;

/// <summary>Gives a role of the database the rights of <see cref="ServiceRights"/>, and says what a role lacks.</summary>
internal static class RoleRights
{
    // Both arrays in step. A table that is closed by row-level security needs a policy for the role beside the grant.
    private const string Lacking = """
        SELECT format('%s on %s', wanted, item) FROM (
            SELECT item, wanted FROM unnest($2::text[], $3::text[]) AS tables (item, wanted)
            WHERE to_regclass(item) IS NULL
                OR EXISTS (SELECT FROM regexp_split_to_table(wanted, ', ') AS single WHERE NOT has_table_privilege($1, to_regclass(item), single))
            UNION ALL
            SELECT item, 'USAGE' FROM unnest($4::text[]) AS sequences (item)
            WHERE to_regclass(item) IS NULL OR NOT has_sequence_privilege($1, to_regclass(item), 'USAGE')
            UNION ALL
            SELECT relname, 'a row security policy for all' FROM pg_class JOIN pg_roles r ON r.rolname = $1
            WHERE pg_class.oid IN (SELECT to_regclass(item) FROM unnest($2::text[]) AS tables (item))
                AND relrowsecurity AND NOT r.rolsuper AND NOT r.rolbypassrls AND (relowner <> r.oid OR relforcerowsecurity)
                AND NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polcmd = '*' AND r.oid = ANY (polroles))
            UNION ALL
            SELECT 'schema auth', 'USAGE' WHERE to_regprocedure('auth.uid()') IS NOT NULL AND NOT has_schema_privilege($1, 'auth', 'USAGE')
            UNION ALL
            SELECT 'schema ' || current_schema(), 'USAGE' WHERE NOT has_schema_privilege($1, current_schema(), 'USAGE')) AS lacking
        """;

    /// <summary>Whether there is such a role.</summary>
    public static async Task<bool> ExistsAsync(NpgsqlConnection database, string role, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", database) { Parameters = { Of(role) } };
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    /// <summary>What the role lacks, in words for an operator; nothing when it has all.</summary>
    public static async Task<IReadOnlyList<string>> MissingAsync(NpgsqlConnection database, string role, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Lacking, database)
        {
            Parameters =
            {
                Of(role), Of(ServiceRights.Tables.Keys.ToArray()), Of(ServiceRights.Tables.Values.ToArray()), Of(ServiceRights.Sequences.ToArray()),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var missing = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
        {
            missing.Add(reader.GetString(0));
        }

        return missing;
    }

    /// <summary>Gives what the role lacks, in one transaction. Takes nothing away.</summary>
    /// <returns>What it lacks still, because the user of the connection may not give it.</returns>
    public static async Task<IReadOnlyList<string>> GrantAsync(NpgsqlConnection database, string role, CancellationToken cancellationToken)
    {
        await using var transaction = await database.BeginTransactionAsync(cancellationToken);
        var to = Quoted(role);
        var tables = ServiceRights.Tables.Select(table => $"GRANT {table.Value} ON {table.Key} TO {to};");
        var sequences = ServiceRights.Sequences.Select(sequence => $"GRANT USAGE ON {sequence} TO {to};");
        await RunAsync(database, string.Join('\n', tables.Concat(sequences)), cancellationToken);
        await RunAsync(database, string.Create(CultureInfo.InvariantCulture, $"""
            DO $rights$
            DECLARE
                closed text;
                schema text;
            BEGIN
                FOREACH schema IN ARRAY ARRAY[current_schema(), 'auth'] LOOP
                    CONTINUE WHEN to_regnamespace(schema) IS NULL OR has_schema_privilege({Literal(role)}, schema, 'USAGE');
                    BEGIN
                        EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', schema, {Literal(role)});
                    EXCEPTION WHEN insufficient_privilege THEN
                        NULL; -- said in the end
                    END;
                END LOOP;

                FOR closed IN SELECT relname FROM pg_class
                    WHERE relrowsecurity AND oid IN (SELECT to_regclass(name) FROM unnest({Literal($"{{{string.Join(',', ServiceRights.Tables.Keys)}}}")}::text[]) AS tables (name))
                        AND NOT EXISTS (
                            SELECT FROM pg_policy WHERE polrelid = pg_class.oid AND polcmd = '*' AND {Literal(to)}::regrole = ANY (polroles)) LOOP
                    EXECUTE format('CREATE POLICY %I ON %I FOR ALL TO %I USING (true) WITH CHECK (true)',
                        'service_' || md5({Literal(role)}), closed, {Literal(role)});
                END LOOP;
            END $rights$
            """), cancellationToken);
        var missing = await MissingAsync(database, role, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return missing;
    }

    private static async Task RunAsync(NpgsqlConnection database, string statements, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(statements, database);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };
}
