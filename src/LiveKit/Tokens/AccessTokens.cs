using System.Text.Json;

namespace OrleansCalls.LiveKit.Tokens;

/// <summary>Makes LiveKit's access tokens: JWTs that carry the right to do just one thing.</summary>
/// <param name="options">The key pair that signs.</param>
/// <param name="time">Dates the tokens.</param>
public sealed class AccessTokens(LiveKitOptions options, TimeProvider time)
{
    /// <summary>LiveKit allows a minute of difference between clocks; the rest is for a slow call.</summary>
    private static readonly TimeSpan s_serverLifetime = TimeSpan.FromMinutes(10);

    private readonly Hs256 _signature = new(options.ApiSecret);

    /// <summary>A token to join one room, to speak, to send data and to listen there. It can also re-create a room that has ended, while it lasts.</summary>
    /// <param name="identity">Who joins. A second join with the same identity puts out the first.</param>
    /// <param name="name">The name to show; null or empty: none.</param>
    /// <param name="room">The room's name, exactly.</param>
    /// <param name="lifetime">How long it can be used to join; it does not end a stay. Whole seconds.</param>
    public string ForParticipant(string identity, string? name, string room, TimeSpan lifetime)
    {
        ArgumentException.ThrowIfNullOrEmpty(identity);
        ArgumentException.ThrowIfNullOrEmpty(room);
        ArgumentOutOfRangeException.ThrowIfLessThan(lifetime, TimeSpan.FromSeconds(1));
        var grant = new VideoGrant { Room = room, RoomJoin = true, CanPublish = true, CanPublishData = true, CanSubscribe = true };
        return Make(identity, string.IsNullOrEmpty(name) ? null : name, lifetime, grant);
    }

    /// <summary>A token for one call to the API.</summary>
    internal string ForServer(VideoGrant grant) => Make(null, null, s_serverLifetime, grant);

    private string Make(string? identity, string? name, TimeSpan lifetime, VideoGrant grant)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        return _signature.Sign(JsonSerializer.SerializeToUtf8Bytes(
            new TokenClaims
            {
                Iss = options.ApiKey,
                Sub = identity,
                Name = name,
                Iat = now,
                Nbf = now,
                Exp = now + (long)lifetime.TotalSeconds,
                Video = grant,
            },
            TokenJson.Default.TokenClaims));
    }
}
