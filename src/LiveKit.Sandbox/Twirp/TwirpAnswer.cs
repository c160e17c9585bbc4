namespace OrleansCalls.LiveKit.Sandbox.Twirp;

/// <summary>What an RPC came to: a message, an error, or what is no Twirp.</summary>
internal readonly record struct TwirpAnswer(object? Message, TwirpError? Error, ForeignAnswer? Foreign = null)
{
    /// <summary>Success with this message.</summary>
    public static TwirpAnswer Of(object message) => new(message, null);

    public static implicit operator TwirpAnswer(TwirpError error) => new(null, error);

    public static implicit operator TwirpAnswer(ForeignAnswer foreign) => new(null, null, foreign);
}
