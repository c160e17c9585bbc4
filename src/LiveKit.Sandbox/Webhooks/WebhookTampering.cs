using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Webhooks;

/// <summary>What is sent of an event under the faults that strike it.</summary>
internal static class WebhookTampering
{
    public const string EgressStarted = "egress_started";

    /// <summary>In nanoseconds.</summary>
    private const long Second = TimeSpan.TicksPerSecond * TimeSpan.NanosecondsPerTick;

    /// <summary>The sendings of an event, in order.</summary>
    /// <param name="news">The event, with its id and time.</param>
    /// <param name="struck">The faults; each kind counts once.</param>
    /// <param name="patience">How long a reordered event waits for those that shall overtake it, unless its fault says.</param>
    public static IEnumerable<Posting> Of(WebhookEvent news, IReadOnlyList<WebhookFault> struck, TimeSpan patience)
    {
        var posting = new Posting(news)
        {
            HasUnknownField = Find(struck, WebhookFaultKind.UnknownField) is not null,
            HasUnknownValue = Find(struck, WebhookFaultKind.UnknownValue) is not null,
            Delay = Find(struck, WebhookFaultKind.Delay)?.Delay ?? TimeSpan.Zero,
        };
        if (news.Event != EgressStarted && Find(struck, WebhookFaultKind.Reorder) is { } reorder)
            posting = posting with { Behind = reorder.Count, Patience = reorder.DelayMs > 0 ? reorder.Delay : patience };

        if (Find(struck, WebhookFaultKind.Drop) is null)
        {
            yield return posting;
            for (var i = 0; i < Find(struck, WebhookFaultKind.Repeat)?.Count; i++)
                yield return posting;
            for (var i = 0; i < Find(struck, WebhookFaultKind.RepeatWithNewId)?.Count; i++)
                yield return posting with { News = news with { Id = Sid.New("EV_") } };
        }

        if (Find(struck, WebhookFaultKind.Contradict) is { } contradict)
        {
            for (var i = 0; i < contradict.Count; i++)
                yield return new Posting(Contradiction(news)) { Delay = contradict.Delay };
        }

        for (var i = 0; i < Find(struck, WebhookFaultKind.Foreign)?.Count; i++)
            yield return new Posting(Foreign(news));
    }

    private static WebhookFault? Find(IReadOnlyList<WebhookFault> struck, WebhookFaultKind kind) => struck.FirstOrDefault(fault => fault.Kind == kind);

    /// <summary>
    /// Another end of the same egress, a second later, as a second worker of one egress would tell it: failed where it is
    /// complete, complete where it is not.
    /// </summary>
    private static WebhookEvent Contradiction(WebhookEvent news)
    {
        var info = news.EgressInfo!;
        var file = info.File ?? new FileResult();
        var later = info.EndedAt + Second;
        var other = info.Status is EgressStatus.Complete
            ? WithFile(info, file with { Size = 0, Location = "" }) with { Status = EgressStatus.Failed, Error = "recording ended early: connection to room failed", ErrorCode = 503 }
            : WithFile(info, file with { Size = 4_096, Duration = Second, EndedAt = later, Location = $"https://s3.amazonaws.com/{file.Filename}" }) with { Status = EgressStatus.Complete, Error = "", ErrorCode = 0 };

        return news with { Id = Sid.New("EV_"), EgressInfo = other with { EndedAt = later, UpdatedAt = later } };
    }

    private static EgressInfo WithFile(EgressInfo info, FileResult file) => info with { FileResults = [file], File = file };

    private static WebhookEvent Foreign(WebhookEvent news)
    {
        var room = news.Room! with { Sid = Sid.New("RM_"), Name = $"foreign-{Sid.New("")}" };
        var file = new FileResult { Filename = $"foreign/{room.Name}.ogg" };
        return news with
        {
            Id = Sid.New("EV_"),
            Room = room,
            Participant = news.Participant is { } who ? who with { Sid = Sid.New("PA_") } : null,
            Track = news.Track is { } track ? track with { Sid = Sid.New("TR_") } : null,
            EgressInfo = news.EgressInfo is { } info
                ? WithFile(info, file) with { EgressId = Sid.New("EG_"), RoomId = room.Sid, RoomName = room.Name, RoomComposite = null, ManifestLocation = "" }
                : null,
        };
    }
}
