namespace OrleansCalls.LiveKit.Sandbox.Twirp;

/// <summary>What an RPC came to: a message or an error.</summary>
internal readonly record struct TwirpAnswer(object? Message, TwirpError? Error)
{
    /// <summary>Success with this message.</summary>
    public static TwirpAnswer Of(object message) => new(message, null);

    public static implicit operator TwirpAnswer(TwirpError error) => new(null, error);
}
