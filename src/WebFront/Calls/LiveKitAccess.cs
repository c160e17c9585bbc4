using OrleansCalls.Grains.Interfaces;
using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Tokens;
using OrleansCalls.LiveKit.Webhooks;

namespace OrleansCalls.WebFront.Calls;

/// <summary>What of LiveKit the front needs: join tokens and the check of webhooks. Without LiveKit's settings calling is off.</summary>
internal sealed class LiveKitAccess(LiveKitOptions? options, TimeProvider time)
{
    private readonly AccessTokens? _tokens = options is null ? null : new AccessTokens(options, time);
    private readonly WebhookVerifier? _webhooks = options is null ? null : new WebhookVerifier(options, time);

    public bool IsConfigured => options is not null;

    /// <summary>LiveKit's address as the operator wrote it.</summary>
    public string Url => options?.ServerUrl.OriginalString ?? throw Off();

    public WebhookVerifier Webhooks => _webhooks ?? throw Off();

    /// <summary>A fresh token for the call's owner. It could re-create the room: never for a call that has ended.</summary>
    public string TokenFor(CallSnapshot call) =>
        (_tokens ?? throw Off()).ForParticipant(call.UserId, call.ParticipantName, call.Room, call.CallType.TokenLifetime());

    private static InvalidOperationException Off() => new("Voice calling is not configured");
}
