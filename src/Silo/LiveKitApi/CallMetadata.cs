using System.Text.Json;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>What room and agent are told of a call, as JSON.</summary>
internal sealed record CallMetadata(string UserId, string CallType)
{
    public static string Of(CallRequested request) => JsonSerializer.Serialize(
        new CallMetadata(request.Start.UserId, request.Start.CallType.Name()), JsonSerializerOptions.Web);
}
