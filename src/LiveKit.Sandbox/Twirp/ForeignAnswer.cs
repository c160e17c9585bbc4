namespace OrleansCalls.LiveKit.Sandbox.Twirp;

/// <summary>An answer that is no Twirp: the text of whoever stands before LiveKit's methods, its own middleware or a proxy.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="ContentType">Media type of the text.</param>
/// <param name="Text">The body.</param>
internal sealed record ForeignAnswer(int Status, string ContentType, string Text)
{
    /// <summary>What livekit-server's middleware answers in.</summary>
    public const string PlainText = "text/plain; charset=utf-8";
}
