using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.LiveKit.Rooms;
using OurStatus = OrleansCalls.Grains.Interfaces.Events.EgressStatus;
using TheirStatus = OrleansCalls.LiveKit.Egress.EgressStatus;

namespace OrleansCalls.WebFront.Webhooks;

/// <summary>LiveKit's egresses in the words of a call.</summary>
public static class EgressTranslation
{
    /// <param name="egress">What LiveKit says; without an id it is an automatic egress that never began, and none of ours.</param>
    /// <param name="room">The webhook's room, where the egress itself does not name it.</param>
    internal static WebhookNews Translate(EgressInfo egress, Room room) => new(
        egress.RoomName.Length > 0 ? egress.RoomName : room.Name,
        egress.EgressId.Length == 0 ? [] : [new EgressReported(Report(egress, room.Sid))]);

    /// <summary>The report of an egress, by webhook or when asked.</summary>
    /// <param name="egress">What LiveKit says.</param>
    /// <param name="roomSid">The room's sid, where the egress itself does not name it.</param>
    public static EgressReport Report(EgressInfo egress, string? roomSid = null) => new()
    {
        EgressId = egress.EgressId,
        RoomSid = NullIfEmpty(egress.RoomId) ?? NullIfEmpty(roomSid),
        Key = egress.RequestedFilepath ?? NullIfEmpty(egress.File?.Filename),
        Status = StatusOf(egress.Status),
        StartedAt = egress.File?.StartedAt,
        EndedAt = egress.File?.EndedAt ?? egress.EndedAt,
        UpdatedAt = egress.UpdatedAt,
        Error = NullIfEmpty(egress.Error) is { } error ? OutsideWords.Plain(error) : null,
        Duration = egress.File?.Duration,
        SizeBytes = egress.File is { Size: > 0 } file ? file.Size : null,
    };

    private static OurStatus StatusOf(TheirStatus status) => status switch
    {
        TheirStatus.Starting => OurStatus.Starting,
        TheirStatus.Active => OurStatus.Active,
        TheirStatus.Ending => OurStatus.Ending,
        TheirStatus.Complete => OurStatus.Complete,
        TheirStatus.Failed => OurStatus.Failed,
        TheirStatus.Aborted => OurStatus.Aborted,
        TheirStatus.LimitReached => OurStatus.LimitReached,
        _ => OurStatus.Unknown,
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
