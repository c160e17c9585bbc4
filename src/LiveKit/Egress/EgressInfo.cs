using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Egress;

/// <summary>A recording as LiveKit tells it. A claim, not the truth: one whose worker died stays active, and only the stored file proves a file.</summary>
public sealed record EgressInfo
{
    private static readonly ProtoEnum<EgressStatus> s_statuses = new("EGRESS_", EgressStatus.Unknown);

    /// <summary><c>EG_…</c>; "" for an automatic egress that failed to start.</summary>
    public string EgressId { get; init; } = "";

    /// <summary>The sid of the room, <c>RM_…</c>.</summary>
    public string RoomId { get; init; } = "";

    /// <summary>The room's name.</summary>
    public string RoomName { get; init; } = "";

    /// <summary>How far it is; absent on the wire means starting.</summary>
    public EgressStatus Status { get; init; }

    /// <summary>When LiveKit took the request (and again when the worker did). The recording's own beginning is <see cref="EgressFile.StartedAt"/>.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When this was last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>What went wrong; "" when nothing did.</summary>
    public string Error { get; init; } = "";

    /// <summary>The error as an HTTP status: 412 never began, 413 limit reached, 403 worker killed; zero when none is given.</summary>
    public int ErrorCode { get; init; }

    /// <summary>Why it ended, such as <c>End reason: Source closed</c>.</summary>
    public string Details { get; init; } = "";

    /// <summary>The file, once LiveKit names one. An aborted egress may name one that was never made.</summary>
    public EgressFile? File { get; init; }

    /// <summary>The path that was asked for, or null when the request is not echoed or was for something else.</summary>
    public string? RequestedFilepath { get; init; }

    /// <summary>Whether nothing more is expected of it: complete, failed, aborted or limit reached.</summary>
    public bool HasEnded => Status is >= EgressStatus.Complete and <= EgressStatus.LimitReached;

    internal static EgressInfo Read(ProtoObject egress) => new()
    {
        EgressId = egress.Text("egressId"),
        RoomId = egress.Text("roomId"),
        RoomName = egress.Text("roomName"),
        Status = egress.Value("status", s_statuses),
        StartedAt = egress.UnixNanoseconds("startedAt"),
        EndedAt = egress.UnixNanoseconds("endedAt"),
        UpdatedAt = egress.UnixNanoseconds("updatedAt"),
        Error = egress.Text("error"),
        ErrorCode = egress.Count("errorCode"),
        Details = egress.Text("details"),
        File = FirstOrSingle(egress, "fileResults", "file", EgressFile.Read),
        RequestedFilepath = (egress.Message("roomComposite", ReadFilepath) ?? egress.Message("web", ReadFilepath)) is { Length: > 0 } path ? path : null,
    };

    private static string ReadFilepath(ProtoObject request) =>
        FirstOrSingle(request, "fileOutputs", "file", static output => output.Text("filepath")) ?? "";

    /// <summary>LiveKit moved from a single field to a list, and fills now one, now the other, now both.</summary>
    private static T? FirstOrSingle<T>(ProtoObject message, string list, string single, Func<ProtoObject, T> read) where T : class =>
        message.List(list, read) is [var first, ..] ? first : message.Message(single, read);
}
