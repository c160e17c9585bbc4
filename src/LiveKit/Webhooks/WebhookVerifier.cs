using System.Text.Json;
using OrleansCalls.LiveKit.Wire;

namespace OrleansCalls.LiveKit.Webhooks;

/// <summary>Says of a request to the webhook address whether LiveKit sent it, and what it means. Never throws for anything that was sent.</summary>
/// <param name="options">The key pair that LiveKit signs webhooks with (its <c>webhook.api_key</c>).</param>
/// <param name="time">Judges the token's dates.</param>
public sealed class WebhookVerifier(LiveKitOptions options, TimeProvider time)
{
    private readonly WebhookToken _token = new(options, time);

    /// <summary>Judges one request. The same request gives the same verdict until its token has expired, 5 minutes after it was made.</summary>
    /// <param name="body">The body as it came, byte for byte: it is hashed, and LiveKit varies the white space.</param>
    /// <param name="authorizationHeader">The Authorization header, which is the bare token; a <c>Bearer</c> before it is tolerated.</param>
    public WebhookVerdict Verify(ReadOnlyMemory<byte> body, string? authorizationHeader)
    {
        if (_token.WhyRefused(authorizationHeader, body.Span) is { } reason)
        {
            return new WebhookVerdict.Refused(reason);
        }

        try
        {
            var webhook = ProtoJson.Read(body, WebhookEvent.Read);
            return webhook.HasItsSubject
                ? new WebhookVerdict.Understood(webhook)
                : new WebhookVerdict.NotUnderstood("an event that is not known, or that lacks what it is about", Shown(webhook.Event));
        }
        catch (JsonException)
        {
            return new WebhookVerdict.NotUnderstood("a body that cannot be read as an event", "");
        }
    }

    private static string Shown(string name) =>
        string.Concat(name.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_').Take(64));
}
