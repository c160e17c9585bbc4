using System.ComponentModel;
using System.Security.Cryptography;
using System.Text;
using OrleansCalls.Grains.Interfaces;
using OrleansCalls.WebFront.Requests;

namespace OrleansCalls.WebFront.Starts;

/// <summary>Asks for a call. May be absent as a whole.</summary>
internal sealed record StartRequest : IRequestBody<StartRequest>
{
    /// <summary>The name of a user who gives none.</summary>
    public const string DefaultName = "Founder";

    private const int MaxNameChars = 100;

    public static bool MayBeAbsent => true;

    [Description("`on-demand` (default; at most 600 s) or `scheduled` (at most 1800 s)")]
    public string CallType { get; init; } = CallTypes.Name(default);

    [Description("The name to show in the room, 1 to 100 characters; `Founder` unless given")]
    public string ParticipantName { get; init; } = DefaultName;

    public static StartRequest? Read(JsonField body)
    {
        var request = new StartRequest();
        if (body.IsAbsent || !body.IsObject())
            return request;
        var callType = body["callType"];
        if (!callType.IsAbsent)
            request = request with { CallType = callType.Choice(CallTypes.Parse, "on-demand or scheduled")?.Name() ?? "" };
        var name = body["participantName"];
        if (!name.IsAbsent)
            request = request with { ParticipantName = name.Name(MaxNameChars) ?? "" };
        return request;
    }

    /// <summary>Tells another request under the same idempotency key from a repeat, whatever its white space and order.</summary>
    public string Hash() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{CallType}\n{ParticipantName}")));
}
