using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>The first words about an egress.</summary>
internal static class EgressInfos
{
    /// <summary>An egress that is STARTING.</summary>
    public static EgressInfo Of(string egressId, Room room, RoomCompositeEgressRequest request, EncodedFileOutput output, DateTimeOffset now)
    {
        var file = new FileResult { Filename = OutputPath.Of(output.Filepath, room.Name, room.Sid, now) };
        return new EgressInfo
        {
            EgressId = egressId,
            RoomId = room.Sid,
            RoomName = room.Name,
            SourceType = request.Layout.Length == 0 && request.CustomBaseUrl.Length == 0 ? EgressSourceType.Sdk : EgressSourceType.Web,
            StartedAt = now.ToUnixNanoseconds(),
            UpdatedAt = now.ToUnixNanoseconds(),
            RoomComposite = Redaction.Of(request),
            FileResults = [file],
            File = file,
        };
    }

    /// <summary>An egress of a web page that is STARTING.</summary>
    public static EgressInfo Of(string egressId, WebEgressRequest request, EncodedFileOutput output, DateTimeOffset now)
    {
        var file = new FileResult { Filename = OutputPath.Of(output.Filepath, "web", egressId, now) };
        return new EgressInfo
        {
            EgressId = egressId,
            SourceType = EgressSourceType.Web,
            StartedAt = now.ToUnixNanoseconds(),
            UpdatedAt = now.ToUnixNanoseconds(),
            Web = Redaction.Of(request),
            FileResults = [file],
            File = file,
        };
    }
}
