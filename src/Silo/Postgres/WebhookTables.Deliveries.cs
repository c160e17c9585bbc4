using Npgsql;
using NpgsqlTypes;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;

namespace OrleansCalls.Silo.Postgres;

/// <summary>What is delivered to them.</summary>
internal sealed partial class WebhookTables
{
    private const string DeliveryColumns = """
        d.id, d.event_id, d.type, d.room, d.occurred_at, d.state, d.attempts, d.next_at, d.last_attempt_at, d.last_status,
        d.last_error, d.finished_at, d.sequence
        """;

    private const int SequenceColumn = 12;
    private const int PayloadColumn = 13;

    /// <summary>The state as the table has it.</summary>
    public static string Name(DeliveryState state) => state switch
    {
        DeliveryState.Delivered => "delivered",
        DeliveryState.Dead => "dead",
        _ => "pending",
    };

    public async Task<DeliveryAnswer> AddTestAsync(
        string userId, Guid endpointId, string eventId, string payload, DateTimeOffset at, CancellationToken cancellationToken)
    {
        // Made, as it were, so long ago that it is tried once: who tests looks at the result.
        await using (var command = Command(
            """
            INSERT INTO webhook_deliveries (endpoint_id, event_id, type, payload, occurred_at, tried_since)
            SELECT id, $3, $4, $5, $6, 'epoch' FROM webhook_endpoints
            WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL AND disabled_at IS NULL
            ON CONFLICT (endpoint_id, event_id) DO NOTHING
            """,
            Of(endpointId), Of(userId), Of(eventId), Of(WebhookEventTypes.Test), Of(payload), Of(at)))
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await using var find = Command(
            $"""
            SELECT {DeliveryColumns} FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
            WHERE e.id = $1 AND e.user_id = $2 AND e.deleted_at IS NULL AND d.event_id = $3
            """,
            Of(endpointId), Of(userId), Of(eventId));
        return await AnswerAsync(find, userId, endpointId, cancellationToken);
    }

    public async Task<DeliveryPage?> DeliveriesAsync(DeliveryFilter filter, CancellationToken cancellationToken)
    {
        var below = filter.Cursor is not { } text ? long.MaxValue
            : DeliveryCursor.Parse(text)?.Sequence ?? throw new ArgumentException("No cursor of ours", nameof(filter));
        if (await FindAsync(filter.UserId, filter.EndpointId, cancellationToken) is null)
        {
            return null;
        }

        var ofState = filter.State is null ? "" : "AND d.state = $4";
        await using var command = Command(
            $"""
            SELECT {DeliveryColumns} FROM webhook_deliveries d
            WHERE d.endpoint_id = $1 AND d.sequence < $2 {ofState}
            ORDER BY d.sequence DESC LIMIT $3
            """,
            Of(filter.EndpointId), Of(below), Of(filter.Limit + 1));
        if (filter.State is { } state)
        {
            command.Parameters.Add(Of(Name(state)));
        }

        var rows = await AllAsync(command, r => (Delivery: ReadDelivery(r), Sequence: r.GetInt64(SequenceColumn)), cancellationToken);
        return new DeliveryPage(
            [.. rows.Take(filter.Limit).Select(r => r.Delivery)],
            rows.Count > filter.Limit ? new DeliveryCursor(rows[filter.Limit - 1].Sequence).ToString() : null);
    }

    public async Task<WebhookDelivery?> DeliveryAsync(
        string userId, Guid endpointId, Guid deliveryId, CancellationToken cancellationToken)
    {
        await using var command = Command(
            $"""
            SELECT {DeliveryColumns}, d.payload FROM webhook_deliveries d JOIN webhook_endpoints e ON e.id = d.endpoint_id
            WHERE e.id = $1 AND e.user_id = $2 AND e.deleted_at IS NULL AND d.id = $3
            """,
            Of(endpointId), Of(userId), Of(deliveryId));
        return (await AllAsync(command, r => ReadDelivery(r) with { Payload = r.GetString(PayloadColumn) }, cancellationToken)).SingleOrDefault();
    }

    public async Task<DeliveryAnswer> SendAgainAsync(
        string userId, Guid endpointId, Guid deliveryId, CancellationToken cancellationToken)
    {
        // At the end of its call's line, so that it holds nothing up; one that is pending keeps its place.
        await using var command = Command(
            $"""
            WITH endpoint AS (
                UPDATE webhook_endpoints SET rests_until = now()
                WHERE id = $1 AND user_id = $2 AND deleted_at IS NULL AND disabled_at IS NULL
                RETURNING id)
            UPDATE webhook_deliveries d
            SET state = 'pending', next_at = now(), finished_at = NULL,
                attempts = CASE WHEN state = 'pending' THEN attempts ELSE 0 END,
                tried_since = CASE WHEN state = 'pending' OR room IS NULL THEN tried_since ELSE now() END,
                sequence = CASE WHEN state = 'pending' THEN sequence ELSE nextval(pg_get_serial_sequence('webhook_deliveries', 'sequence')) END
            FROM endpoint WHERE d.endpoint_id = endpoint.id AND d.id = $3
            RETURNING {DeliveryColumns}
            """,
            Of(endpointId), Of(userId), Of(deliveryId));
        return await AnswerAsync(command, userId, endpointId, cancellationToken);
    }

    private async Task<DeliveryAnswer> AnswerAsync(
        NpgsqlCommand command, string userId, Guid endpointId, CancellationToken cancellationToken)
    {
        var found = (await AllAsync(command, ReadDelivery, cancellationToken)).SingleOrDefault();
        return found is not null
            ? new DeliveryAnswer(found)
            : new DeliveryAnswer(null, await FindAsync(userId, endpointId, cancellationToken) is { DisabledAt: not null });
    }

    private static WebhookDelivery ReadDelivery(NpgsqlDataReader reader)
    {
        var state = reader.GetString(5) switch
        {
            "delivered" => DeliveryState.Delivered,
            "dead" => DeliveryState.Dead,
            _ => DeliveryState.Pending,
        };
        return new WebhookDelivery
        {
            Id = reader.GetGuid(0),
            EventId = reader.GetString(1),
            Type = reader.GetString(2),
            Room = reader.IsDBNull(3) ? null : reader.GetString(3),
            OccurredAt = reader.GetFieldValue<DateTimeOffset>(4),
            State = state,
            Attempts = reader.GetInt32(6),
            NextAttemptAt = state is DeliveryState.Pending ? reader.GetFieldValue<DateTimeOffset>(7) : null,
            LastAttemptAt = reader.GetFieldValue<DateTimeOffset?>(8),
            LastStatus = reader.GetFieldValue<int?>(9),
            LastError = reader.IsDBNull(10) ? null : reader.GetString(10),
            DeliveredAt = state is DeliveryState.Delivered ? reader.GetFieldValue<DateTimeOffset?>(11) : null,
        };
    }
}
