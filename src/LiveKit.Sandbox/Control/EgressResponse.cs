using OrleansCalls.LiveKit.Sandbox.Egresses;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Control;

/// <summary>An egress in brief.</summary>
/// <param name="EgressId">Its id.</param>
/// <param name="Room">The room's name.</param>
/// <param name="RoomSid">The room's session.</param>
/// <param name="Status">As LiveKit shows it.</param>
/// <param name="Key">The object that it writes.</param>
/// <param name="IsOrphan">Whether its worker is lost: the status never changes again.</param>
internal sealed record EgressResponse(string EgressId, string Room, string RoomSid, EgressStatus Status, string Key, bool IsOrphan)
{
    public static EgressResponse Of(EgressRun run) =>
        new(run.Info.EgressId, run.Info.RoomName, run.Info.RoomId, run.Info.Status, run.Key, run.IsOrphan);
}
