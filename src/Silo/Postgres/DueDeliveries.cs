using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.Silo.CustomerWebhooks;

namespace OrleansCalls.Silo.Postgres;

/// <summary>Due deliveries, endpoint by endpoint, so that one with very many is asked about as seldom as one with few.</summary>
internal sealed class DueDeliveries(NpgsqlDataSource database, WebhookSecrets secrets) : IDueDeliveries
{
    private const int TidyBatch = 500;

    // First the endpoints that have anything pending: one probe of an index each. Rows that another silo is taking are
    // passed over.
    internal const string TakeStatement = """
        WITH RECURSIVE waiting AS (
            (SELECT endpoint_id FROM webhook_deliveries WHERE state = 'pending' ORDER BY endpoint_id LIMIT 1)
            UNION ALL
            SELECT (
                SELECT d.endpoint_id FROM webhook_deliveries d
                WHERE d.state = 'pending' AND d.endpoint_id > w.endpoint_id ORDER BY d.endpoint_id LIMIT 1)
            FROM waiting w WHERE w.endpoint_id IS NOT NULL),
        ready AS MATERIALIZED (
            SELECT e.id, e.is_troubled, e.leased_until FROM waiting w JOIN webhook_endpoints e ON e.id = w.endpoint_id
            WHERE e.leased_until <= now() AND e.rests_until <= now() AND e.disabled_at IS NULL AND e.deleted_at IS NULL
                AND EXISTS (SELECT FROM webhook_deliveries d WHERE d.endpoint_id = e.id AND d.state = 'pending' AND d.next_at <= now())),
        chosen AS (
            (SELECT id FROM ready WHERE NOT is_troubled ORDER BY leased_until LIMIT $1)
            UNION ALL
            (SELECT id FROM ready WHERE is_troubled ORDER BY leased_until LIMIT $2)),
        free AS (
            SELECT e.id FROM webhook_endpoints e JOIN chosen ON chosen.id = e.id
            WHERE e.leased_until <= now() FOR UPDATE OF e SKIP LOCKED)
        UPDATE webhook_endpoints e SET leased_until = now() + $3
        FROM free WHERE e.id = free.id
        RETURNING e.id, e.url, e.secret, CASE WHEN e.old_secret_until > now() THEN e.old_secret END, e.failures, e.is_troubled, e.leased_until
        """;

    // A statement of its own, which sees all that the endpoint's last holder stored. Only the first of a call is taken, and is looked
    // for behind any number of others that wait; some of those are put off until their first one is due, so that the next look
    // passes over fewer.
    internal const string DueStatement = """
        WITH first AS MATERIALIZED (
            SELECT d.* FROM unnest($1) AS leased (id), LATERAL (
                SELECT d.id FROM webhook_deliveries d
                WHERE d.endpoint_id = leased.id AND d.state = 'pending' AND d.next_at <= now() AND NOT EXISTS (
                    SELECT FROM webhook_deliveries earlier
                    WHERE earlier.endpoint_id = d.endpoint_id AND earlier.room = d.room AND earlier.state = 'pending' AND earlier.sequence < d.sequence)
                ORDER BY d.next_at, d.sequence LIMIT $2) d),
        waiting AS (
            SELECT d.id, (
                SELECT earlier.next_at FROM webhook_deliveries earlier
                WHERE earlier.endpoint_id = d.endpoint_id AND earlier.room = d.room AND earlier.state = 'pending' AND earlier.sequence < d.sequence
                ORDER BY earlier.sequence LIMIT 1) AS behind
            FROM unnest($1) AS leased (id), LATERAL (
                SELECT * FROM webhook_deliveries d
                WHERE d.endpoint_id = leased.id AND d.state = 'pending' AND d.next_at <= now()
                ORDER BY d.next_at, d.sequence LIMIT 8 * $2) d),
        put_off AS (
            UPDATE webhook_deliveries d SET next_at = waiting.behind FROM waiting WHERE d.id = waiting.id AND waiting.behind > now())
        SELECT d.endpoint_id, d.id, d.event_id, d.payload, d.attempts, now() - d.tried_since
        FROM first JOIN webhook_deliveries d ON d.id = first.id
        ORDER BY d.next_at, d.sequence
        """;

    // The answer to a request counts only for the URL that it was sent to.
    private const string StoreStatement = """
        WITH result AS (
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6) AS r (id, attempts, state, wait, status, error)),
        stored AS (
            UPDATE webhook_deliveries d
            SET state = r.state, attempts = d.attempts + 1, next_at = now() + r.wait, last_attempt_at = now(), last_status = r.status,
                last_error = r.error, finished_at = CASE WHEN r.state <> 'pending' THEN now() END
            FROM result r
            WHERE d.id = r.id AND d.state = 'pending' AND (d.attempts = r.attempts OR r.state = 'delivered'))
        UPDATE webhook_endpoints
        SET leased_until = now(), rests_until = now() + $9, failures = $10, is_troubled = $11,
            disabled_at = CASE WHEN $12 AND url = $13 THEN coalesce(disabled_at, now()) ELSE disabled_at END,
            disabled_reason = CASE WHEN $12 AND url = $13 THEN coalesce(disabled_reason, 'It answered 410') ELSE disabled_reason END
        WHERE id = $7 AND leased_until = $8
        """;

    public async Task<IReadOnlyList<DueEndpoint>> TakeAsync(
        int well, int troubled, int perEndpoint, TimeSpan lease, CancellationToken cancellationToken)
    {
        var endpoints = await TakeEndpointsAsync(well, troubled, lease, cancellationToken);
        if (endpoints.Count is 0)
        {
            return [];
        }

        var due = await FindDueAsync([.. endpoints.Select(e => e.Id)], perEndpoint, cancellationToken);
        return [.. endpoints.Select(e => new DueEndpoint
        {
            Id = e.Id,
            Url = e.Url,
            Secrets = e.Secrets,
            Failures = e.Failures,
            IsTroubled = e.IsTroubled,
            LeasedUntil = e.LeasedUntil,
            Deliveries = [.. due[e.Id]],
        })];
    }

    public async Task StoreAsync(
        DueEndpoint endpoint, EndpointResult result, IReadOnlyList<DeliveryResult> deliveries, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(StoreStatement);
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = [.. deliveries.Select(d => d.Id)] });
        parameters.Add(new NpgsqlParameter<int[]> { TypedValue = [.. deliveries.Select(d => d.AttemptsBefore)] });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. deliveries.Select(d => WebhookTables.Name(d.State))] });
        parameters.Add(new NpgsqlParameter<TimeSpan[]> { TypedValue = [.. deliveries.Select(d => d.Wait)] });
        parameters.Add(new NpgsqlParameter<int?[]> { TypedValue = [.. deliveries.Select(d => d.Status)] });
        parameters.Add(new NpgsqlParameter<string?[]> { TypedValue = [.. deliveries.Select(d => d.Error)] });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = endpoint.Id });
        parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = endpoint.LeasedUntil });
        parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = result.Rest });
        parameters.Add(new NpgsqlParameter<int> { TypedValue = result.Failures });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = result.IsTroubled });
        parameters.Add(new NpgsqlParameter<bool> { TypedValue = result.IsGone });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = endpoint.Url });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task<int> TidyAsync(TimeSpan kept, TimeSpan window, CancellationToken cancellationToken)
    {
        await RepeatAsync("""
            UPDATE webhook_deliveries SET state = 'dead', finished_at = now(), last_error = 'The endpoint is disabled'
            WHERE id IN (
                SELECT d.id FROM webhook_endpoints e JOIN webhook_deliveries d ON d.endpoint_id = e.id
                WHERE e.disabled_at IS NOT NULL AND d.state = 'pending' AND d.tried_since < now() - $1
                LIMIT $2 FOR UPDATE OF d SKIP LOCKED)
            """, window, cancellationToken);
        var removed = await RepeatAsync("""
            DELETE FROM webhook_deliveries WHERE id IN (
                SELECT id FROM webhook_deliveries WHERE state <> 'pending' AND finished_at < now() - $1
                ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED)
            """, kept, cancellationToken);

        // That a call was erased names its room, which is forgotten when everything has ended.
        removed += await RepeatAsync("""
            DELETE FROM webhook_deliveries WHERE id IN (
                SELECT d.id FROM webhook_deliveries d JOIN call_tombstones t ON t.room_hash = sha256(convert_to(d.room, 'UTF8'))
                WHERE d.type = 'call.erased' AND d.state <> 'pending' AND d.finished_at < now() - $1 AND t.removed IS NULL
                LIMIT $2 FOR UPDATE OF d SKIP LOCKED)
            """, TimeSpan.FromHours(1), cancellationToken);

        // A call that was being stored when the endpoint was removed may have added to it.
        removed += await RepeatAsync("""
            DELETE FROM webhook_deliveries WHERE id IN (
                SELECT d.id FROM webhook_endpoints e JOIN webhook_deliveries d ON d.endpoint_id = e.id
                WHERE e.deleted_at < now() - $1 LIMIT $2 FOR UPDATE OF d SKIP LOCKED)
            """, TimeSpan.FromMinutes(1), cancellationToken);
        await RepeatAsync("""
            DELETE FROM webhook_endpoints WHERE id IN (
                SELECT id FROM webhook_endpoints e
                WHERE e.deleted_at < now() - $1 AND NOT EXISTS (SELECT FROM webhook_deliveries d WHERE d.endpoint_id = e.id)
                LIMIT $2)
            """, TimeSpan.FromMinutes(1), cancellationToken);
        return removed;
    }

    private async Task<List<DueEndpoint>> TakeEndpointsAsync(
        int well, int troubled, TimeSpan lease, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(TakeStatement);
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = well });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = troubled });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = lease });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var endpoints = new List<DueEndpoint>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            string?[] stored = [reader.GetString(2), await reader.IsDBNullAsync(3, cancellationToken) ? null : reader.GetString(3)];
            var revealed = stored.OfType<string>().Select(s => secrets.Reveal(id, s)).ToList();
            endpoints.Add(new DueEndpoint
            {
                Id = id,
                Url = reader.GetString(1),
                Secrets = revealed[0] is null ? [] : [.. revealed.OfType<string>()],
                Failures = reader.GetInt32(4),
                IsTroubled = reader.GetBoolean(5),
                LeasedUntil = reader.GetFieldValue<DateTimeOffset>(6),
            });
        }

        return endpoints;
    }

    private async Task<ILookup<Guid, DueDelivery>> FindDueAsync(Guid[] endpoints, int perEndpoint, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(DueStatement);
        command.Parameters.Add(new NpgsqlParameter<Guid[]> { TypedValue = endpoints });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = perEndpoint });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var due = new List<(Guid Endpoint, DueDelivery Delivery)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            due.Add((reader.GetGuid(0), new DueDelivery(
                reader.GetGuid(1), reader.GetString(2), reader.GetString(3), reader.GetInt32(4), reader.GetTimeSpan(5))));
        }

        return due.ToLookup(d => d.Endpoint, d => d.Delivery);
    }

    private async Task<int> RepeatAsync(string statement, TimeSpan age, CancellationToken cancellationToken)
    {
        var all = 0;
        await using var command = database.CreateCommand(statement);
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = age });
        command.Parameters.Add(new NpgsqlParameter<int> { TypedValue = TidyBatch });
        int changed;
        do
        {
            changed = await command.ExecuteNonQueryAsync(cancellationToken);
            all += changed;
        }
        while (changed == TidyBatch);
        return all;
    }
}
