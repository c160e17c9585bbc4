using Microsoft.Net.Http.Headers;
using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Faults;

/// <summary>An RPC fails, is slow, or both.</summary>
internal sealed record RpcFault : Fault
{
    /// <summary>The RPC's name, for example <c>StartRoomCompositeEgress</c>; null or <c>*</c> is every RPC.</summary>
    public string? Method { get; init; }

    /// <summary>HTTP status of the failure; null means that the RPC is only delayed.</summary>
    public int? Status { get; init; }

    /// <summary>Twirp's code of the failure.</summary>
    public string Code { get; init; } = "unavailable";

    public string Msg { get; init; } = "twirp error unknown: no response from servers";

    /// <summary>What is answered in place of Twirp's error, as a proxy does that stands before LiveKit; null means that error.</summary>
    public string? Body { get; init; }

    /// <summary>The media type of <see cref="Body"/>; null means plain text, as LiveKit itself answers a bad token.</summary>
    public string? ContentType { get; init; }

    /// <summary>Milliseconds to wait: before the RPC takes effect, or after it with <see cref="AfterEffect"/>.</summary>
    public int DelayMs { get; init; }

    /// <summary>The RPC takes effect, and only then the failure or the late answer follows.</summary>
    public bool AfterEffect { get; init; }

    /// <summary>What to answer, if the RPC is to fail.</summary>
    internal TwirpAnswer? Failure => (Status, Body) switch
    {
        (null, _) => null,
        ({ } status, { } body) => new ForeignAnswer(status, ContentType ?? ForeignAnswer.PlainText, body),
        ({ } status, null) => new TwirpError(Code, Msg, Status: status),
    };

    public bool Matches(string method) => Method is null or "*" || string.Equals(Method, method, StringComparison.Ordinal);

    public override IEnumerable<(string Field, string Reason)> Errors()
    {
        foreach (var error in base.Errors())
            yield return error;

        if (Status is not (null or (>= 200 and <= 599)))
            yield return ("status", "must be between 200 and 599");

        if (Body is not null && Status is null or 204 or 205 or 304)
            yield return ("body", "needs a status that has one");

        if (ContentType is not null && Body is null)
            yield return ("contentType", "needs a body");
        else if (ContentType is not null && !MediaTypeHeaderValue.TryParse(ContentType, out _))
            yield return ("contentType", "must be a media type");

        if (DelayMs < 0)
            yield return ("delayMs", Negative);
    }
}
