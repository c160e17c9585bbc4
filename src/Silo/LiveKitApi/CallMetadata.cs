using System.Text.Json;
using System.Text.Json.Serialization;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.Grains.Interfaces.Events;

namespace OrleansCalls.Silo.LiveKitApi;

/// <summary>What room and agent are told of a call, as JSON.</summary>
/// <param name="UserId">Whose call it is.</param>
/// <param name="CallType">Its type's wire name.</param>
/// <param name="Resume">For an agent that takes over: what was said so far.</param>
internal sealed record CallMetadata(string UserId, string CallType, string? Resume)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Of(CallRequested request, string? resume = null) =>
        JsonSerializer.Serialize(new CallMetadata(request.Start.UserId, request.Start.CallType.Name(), resume), s_json);
}
