using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using OrleansCalls.Grains.Interfaces.CustomerWebhooks;
using OrleansCalls.WebFront.Documentation;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.CustomerWebhooks;

/// <summary>Which deliveries to list, from the query string.</summary>
internal sealed class DeliveryListQuery : IInput, IBindableFromHttpContext<DeliveryListQuery>, IEndpointParameterMetadataProvider
{
    private const int DefaultLimit = 20;
    private const int MaxLimit = 100;
    private const int MaxCursorChars = 64;

    private static readonly DocumentedParameter[] s_parameters =
    [
        new("limit", InHeader: false, "How many, 1 to 100; 20 unless given", "20"),
        new("cursor", InHeader: false, "The `nextCursor` of the page before", ""),
        new("state", InHeader: false, "`pending`, `delivered` or `dead`", "dead"),
    ];

    private readonly int _limit = DefaultLimit;
    private readonly string? _cursor;
    private readonly DeliveryState? _state;

    private DeliveryListQuery(IQueryCollection query)
    {
        if (Single(query, "limit") is { } limit)
        {
            if (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out _limit) || _limit is < 1 or > MaxLimit)
                Errors.Add("limit", $"must be a number from 1 to {MaxLimit}");
        }

        if (Single(query, "cursor") is { Length: > 0 } cursor)
        {
            _cursor = cursor;
            if (RequestText.WhyNoName(cursor, MaxCursorChars) is { } reason)
                Errors.Add("cursor", reason);
        }

        if (Single(query, "state") is { } state)
        {
            _state = DeliveryNames.Parse(state);
            if (_state is null)
                Errors.Add("state", $"must be {DeliveryNames.Words}");
        }
    }

    public FieldErrors Errors { get; } = new();

    public static ValueTask<DeliveryListQuery?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<DeliveryListQuery?>(new DeliveryListQuery(context.Request.Query));

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder)
    {
        foreach (var documented in s_parameters)
            builder.Metadata.Add(documented);
    }

    public DeliveryFilter For(string userId, Guid endpointId) => new()
    {
        UserId = userId,
        EndpointId = endpointId,
        Limit = _limit,
        Cursor = _cursor,
        State = _state,
    };

    private string? Single(IQueryCollection query, string name)
    {
        var values = query[name];
        if (values.Count > 1)
            Errors.Add(name, "must be given once");
        return values.Count == 1 ? values[0] : null;
    }
}
