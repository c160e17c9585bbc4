using OrleansCalls.Grains.Interfaces.Events;
using OrleansCalls.LiveKit.Egress;
using EgressStatus = OrleansCalls.Grains.Interfaces.Events.EgressStatus;
using WireStatus = OrleansCalls.LiveKit.Egress.EgressStatus;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>What LiveKit says of a recorder, in a call's words.</summary>
internal static class EgressReports
{
    public static EgressReport Of(EgressInfo egress, string? key) => new()
    {
        EgressId = egress.EgressId,
        RoomSid = egress.RoomId.Length > 0 ? egress.RoomId : null,
        Key = key ?? egress.RequestedFilepath ?? (egress.File?.Filename is { Length: > 0 } name ? name : null),
        Status = egress.Status switch
        {
            WireStatus.Starting => EgressStatus.Starting,
            WireStatus.Active => EgressStatus.Active,
            WireStatus.Ending => EgressStatus.Ending,
            WireStatus.Complete => EgressStatus.Complete,
            WireStatus.Failed => EgressStatus.Failed,
            WireStatus.Aborted => EgressStatus.Aborted,
            WireStatus.LimitReached => EgressStatus.LimitReached,
            _ => EgressStatus.Unknown,
        },
        StartedAt = egress.File?.StartedAt,
        EndedAt = egress.EndedAt ?? egress.File?.EndedAt,
        UpdatedAt = egress.UpdatedAt,
        Error = egress.Error.Length > 0 ? egress.Error : null,
        Duration = egress.File?.Duration,
        SizeBytes = egress.File is { Size: > 0 } file ? file.Size : null,
    };
}
