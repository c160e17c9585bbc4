using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Tokens;

/// <summary>What a verified LiveKit access token says (livekit/protocol auth/grants.go).</summary>
internal sealed record TokenClaims
{
    public string Sub { get; init; } = "";
    public string Jti { get; init; } = "";
    public string Name { get; init; } = "";
    public string Kind { get; init; } = "";
    public string Metadata { get; init; } = "";
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();
    public VideoGrant Video { get; init; } = new();

    /// <summary>The settings of the room, if this participant's join creates it.</summary>
    public CreateRoomRequest? RoomConfig { get; init; }

    /// <summary>The participant's identity: <c>sub</c>, or <c>jti</c> where that is empty.</summary>
    public string Identity => Sub.Length > 0 ? Sub : Jti;

    /// <summary>The kind; an unknown text means a standard participant.</summary>
    public ParticipantKind ParticipantKind => Enum.TryParse<ParticipantKind>(Kind, ignoreCase: true, out var kind) ? kind : ParticipantKind.Standard;

    /// <summary>Reads the payload of a token whose signature was verified; null when it is no JSON object of these fields.</summary>
    public static TokenClaims? Parse(string payload)
    {
        try
        {
            return JsonSerializer.Deserialize<TokenClaims>(payload, ProtoJson.Control);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
