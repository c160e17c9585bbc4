using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Silo.CustomerWebhooks;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Users' endpoints. Another user's, and one that was removed, are not found.</summary>
internal sealed partial class WebhookTables(NpgsqlDataSource database, WebhookSecrets secrets) : IWebhookTables
{
    private const string EndpointColumns =
        "id, url, events, created_at, disabled_at, disabled_reason, CASE WHEN old_secret_until > now() THEN old_secret_until END";

    private const int CreationLock = 0x686F6F6B; // "hook" in ASCII

    public async Task<WebhookEndpoint?> CreateAsync(
        CreateWebhookEndpoint command, int mostEndpoints, CancellationToken cancellationToken)
    {
        // One transaction. The user's lock comes first: of two at once the second one counts the first.
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("SELECT pg_advisory_xact_lock($1, hashtext($2))") { Parameters = { Of(CreationLock), Of(command.UserId) } },
                new("""
                    INSERT INTO webhook_endpoints (id, user_id, url, events, secret, secret_id)
                    SELECT $1, $2, $3, $4, $5, $6
                    WHERE (SELECT count(*) FROM webhook_endpoints WHERE user_id = $2 AND deleted_at IS NULL) < $7
                    ON CONFLICT (id) DO NOTHING
                    """)
                {
                    Parameters =
                    {
                        Of(command.Id), Of(command.UserId), Of(command.Url), Of(command.Events.ToArray()),
                        Of(secrets.Protect(command.Id, command.Secret.Value)), Of(command.Secret.Id), Of(mostEndpoints),
                    },
                },
                new($"SELECT {EndpointColumns} FROM webhook_endpoints WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL")
                {
                    Parameters = { Of(command.Id), Of(command.UserId) },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken); // the lock's row; the insert has none
        return await reader.ReadAsync(cancellationToken) ? ReadEndpoint(reader) : null;
    }

    public async Task<IReadOnlyList<WebhookEndpoint>> ListAsync(string userId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            $"SELECT {EndpointColumns} FROM webhook_endpoints WHERE user_id = $1 AND deleted_at IS NULL ORDER BY created_at, id", Of(userId));
        return await AllAsync(command, ReadEndpoint, cancellationToken);
    }

    public Task<WebhookEndpoint?> FindAsync(string userId, Guid endpointId, CancellationToken cancellationToken) => EndpointAsync(
        $"SELECT {EndpointColumns} FROM webhook_endpoints WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL",
        cancellationToken, Of(endpointId), Of(userId));

    public Task<WebhookEndpoint?> ChangeAsync(ChangeWebhookEndpoint command, CancellationToken cancellationToken) => EndpointAsync(
        $"""
        UPDATE webhook_endpoints
        SET url = coalesce($3, url), events = coalesce($4, events),
            disabled_at = CASE WHEN $5 THEN NULL WHEN NOT $5 THEN coalesce(disabled_at, now()) ELSE disabled_at END,
            disabled_reason = CASE WHEN $5 THEN NULL WHEN NOT $5 THEN coalesce(disabled_reason, 'Its user disabled it') ELSE disabled_reason END,
            rests_until = CASE WHEN $3 <> url OR $5 THEN now() ELSE rests_until END,
            failures = CASE WHEN $3 <> url OR $5 THEN 0 ELSE failures END
        WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL
        RETURNING {EndpointColumns}
        """,
        cancellationToken,
        Of(command.Id), Of(command.UserId), Maybe(NpgsqlDbType.Text, command.Url),
        Maybe(NpgsqlDbType.Array | NpgsqlDbType.Text, command.Events?.ToArray()), Maybe(NpgsqlDbType.Boolean, command.Enabled));

    public async Task<bool> DeleteAsync(string userId, Guid endpointId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            """
            UPDATE webhook_endpoints SET deleted_at = now(), secret = '', old_secret = NULL
            WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL
            """,
            Of(endpointId), Of(userId));
        return await command.ExecuteNonQueryAsync(cancellationToken) > 0;
    }

    public Task<WebhookEndpoint?> ChangeSecretAsync(
        string userId, Guid endpointId, NewWebhookSecret secret, CancellationToken cancellationToken) => EndpointAsync(
        $"""
        UPDATE webhook_endpoints
        SET old_secret = CASE WHEN secret_id = $4 THEN old_secret ELSE secret END,
            old_secret_until = CASE WHEN secret_id = $4 THEN old_secret_until ELSE now() + interval '24 hours' END,
            secret = $3, secret_id = $4
        WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL
        RETURNING {EndpointColumns}
        """,
        cancellationToken, Of(endpointId), Of(userId), Of(secrets.Protect(endpointId, secret.Value)), Of(secret.Id));

    private async Task<WebhookEndpoint?> EndpointAsync(
        string statement, CancellationToken cancellationToken, params NpgsqlParameter[] parameters)
    {
        await using var command = Command(statement, parameters);
        return (await AllAsync(command, ReadEndpoint, cancellationToken)).SingleOrDefault();
    }

    private NpgsqlCommand Command(string statement, params NpgsqlParameter[] parameters)
    {
        var command = database.CreateCommand(statement);
        command.Parameters.AddRange(parameters);
        return command;
    }

    private static async Task<List<T>> AllAsync<T>(
        NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add(read(reader));
        }

        return all;
    }

    private static WebhookEndpoint ReadEndpoint(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Url = reader.GetString(1),
        Events = reader.GetFieldValue<string[]>(2),
        CreatedAt = reader.GetFieldValue<DateTimeOffset>(3),
        DisabledAt = reader.GetFieldValue<DateTimeOffset?>(4),
        DisabledReason = reader.IsDBNull(5) ? null : reader.GetString(5),
        OldSecretUntil = reader.GetFieldValue<DateTimeOffset?>(6),
    };

    private static NpgsqlParameter<T> Of<T>(T value) => new() { TypedValue = value };

    private static NpgsqlParameter Maybe(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };
}
