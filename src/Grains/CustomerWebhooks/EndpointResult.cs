namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>What a round makes of its endpoint.</summary>
/// <param name="Failures">How many rounds in a row delivered nothing.</param>
/// <param name="IsTroubled">Whether this one failed or was slow.</param>
/// <param name="Rest">For how long the endpoint is left alone.</param>
/// <param name="IsGone">Whether it is disabled, because it answered so.</param>
public sealed record EndpointResult(int Failures, bool IsTroubled, TimeSpan Rest, bool IsGone)
{
    internal static EndpointResult Of(DueEndpoint endpoint, IReadOnlyList<Attempt> attempts, WebhookOptions options)
    {
        if (attempts.Count is 0)
        {
            return new EndpointResult(endpoint.Failures, endpoint.IsTroubled, TimeSpan.Zero, IsGone: false);
        }

        var asked = attempts.Max(a => a.RetryAfter) ?? TimeSpan.Zero;
        asked = asked < options.LongestAskedRest ? asked : options.LongestAskedRest;
        var slow = attempts.Any(a => a.Took > options.SlowAfter);
        if (attempts.Any(a => a.Succeeded))
        {
            return new EndpointResult(0, slow || asked > TimeSpan.Zero, asked, IsGone: false);
        }

        var failures = endpoint.Failures + 1;
        var rest = options.FirstRest * Math.Pow(2, Math.Min(failures - 1, 30));
        rest = rest < options.LongestRest ? rest : options.LongestRest;
        return new EndpointResult(failures, true, asked > rest ? asked : rest, attempts.Any(a => a.IsGone));
    }
}
