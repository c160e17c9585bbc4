using System.Diagnostics.Metrics;

namespace OrleansCalls.WebFront.Limits;

/// <summary>Counts what is refused because a limit is reached.</summary>
internal sealed class RefusalMeter
{
    public const string Name = "OrleansCalls.WebFront";

    private readonly Counter<long> _refusals;

    public RefusalMeter(IMeterFactory meters)
    {
        _refusals = meters.Create(Name).CreateCounter<long>(
            "orleans_calls.refusals", "{request}", $"Requests refused because a limit is reached, by limit: {string.Join(", ", Enum.GetValues<Limit>().Select(NameOf))}");
        foreach (var limit in Enum.GetValues<Limit>())
            _refusals.Add(0, Tag(limit));
    }

    public void Count(Limit limit) => _refusals.Add(1, Tag(limit));

    private static KeyValuePair<string, object?> Tag(Limit limit) => new("limit", NameOf(limit));

    private static string NameOf(Limit limit) => limit switch
    {
        Limit.StartsOfAUser => "starts_of_a_user",
        Limit.LiveCallsOfAUser => "live_calls_of_a_user",
        Limit.StartsOfAnAddress => "starts_of_an_address",
        Limit.WrongKeys => "wrong_keys",
        Limit.Streams => "streams",
        Limit.Transcript => "transcript",
        Limit.Summaries => "summaries",
        Limit.Bodies => "bodies",
        Limit.WebhookEndpoints => "webhook_endpoints",
        _ => throw new ArgumentOutOfRangeException(nameof(limit)),
    };
}
