namespace OrleansCalls.Chaos.Checks;

/// <summary>
/// The customer was told of the call's life: every event at least once, in the order in which they happened, and in the end what
/// the page says too.
/// </summary>
internal static class WebhookCheck
{
    /// <param name="user">Whose call it is.</param>
    /// <param name="told">What came, in the order in which it came.</param>
    /// <param name="deliveries">What was to come, in the order in which it happened.</param>
    /// <param name="page">What the API says of the call.</param>
    public static IEnumerable<string> Complaints(
        string user, IReadOnlyList<ToldEvent> told, IReadOnlyList<DeliveryFacts> deliveries, PageFacts page) =>
    [
        .. deliveries.Where(d => d.State != "delivered").Select(d => $"its webhook {d.Type} is {d.State}"),
        .. told.Where(t => t.User != user).Select(t => $"its webhook {t.Type} came to {t.User}"),
        .. told.Select(t => t.Id).Distinct().SequenceEqual(deliveries.Select(d => d.EventId)) ? Array.Empty<string>()
            : [$"its webhooks came as {Words(told.DistinctBy(t => t.Id).Select(t => t.Type))}, and happened as {Words(deliveries.Select(d => d.Type))}"],
        .. told is [{ Type: "call.started" }, ..] ? Array.Empty<string>() : ["its first webhook is not call.started"],
        .. End(told, page),
    ];

    private static IEnumerable<string> End(IReadOnlyList<ToldEvent> told, PageFacts page)
    {
        var status = told.LastOrDefault(t => t.Type is "call.completed")?.Status;
        if (status != page.Status)
        {
            yield return $"its page says {page.Status}, its webhooks {status ?? "nothing of an end"}";
        }

        if (page.Status is "cancelled")
        {
            yield break;
        }

        if (told.All(t => t.Type is not "summary.ready"))
        {
            yield return "no webhook tells of its summary";
        }

        var recording = told.LastOrDefault(t => t.Type is "recording.ready" or "recording.failed")?.Type;
        var expected = page.Recording.State is "ready" ? "recording.ready" : "recording.failed";
        if (recording != expected)
        {
            yield return $"its recording is {page.Recording.State}, its webhooks say {recording ?? "nothing of one"}";
        }
    }

    private static string Words(IEnumerable<string> types) => string.Join(", ", types);
}
