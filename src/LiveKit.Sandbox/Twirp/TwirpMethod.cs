using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Tokens;

namespace OrleansCalls.LiveKit.Sandbox.Twirp;

/// <summary>An RPC: its name on the wire and what answers it.</summary>
/// <param name="Service">For example <c>livekit.RoomService</c>.</param>
/// <param name="Name">For example <c>CreateRoom</c>.</param>
/// <param name="RoomsOf">The names of the rooms that a request is about.</param>
/// <param name="InvokeAsync">Decodes the body, checks the grant, acts.</param>
internal sealed record TwirpMethod(
    string Service,
    string Name,
    Func<ReadOnlyMemory<byte>, IReadOnlyList<string>> RoomsOf,
    Func<ReadOnlyMemory<byte>, VideoGrant, CancellationToken, Task<TwirpAnswer>> InvokeAsync)
{
    /// <summary>An RPC that answers at once.</summary>
    /// <param name="service">Its service.</param>
    /// <param name="name">Its name.</param>
    /// <param name="allowed">Whether the grant allows the request; decided after decoding, as livekit-server does.</param>
    /// <param name="rooms">The names of the rooms that the request is about.</param>
    /// <param name="handle">Answers a request that is allowed.</param>
    public static TwirpMethod For<TRequest>(
        string service, string name, Func<VideoGrant, TRequest, bool> allowed, Func<TRequest, IReadOnlyList<string>> rooms, Func<TRequest, TwirpAnswer> handle) =>
        ForAsync<TRequest>(service, name, allowed, rooms, (request, _) => Task.FromResult(handle(request)));

    /// <summary>An RPC that may take its time.</summary>
    public static TwirpMethod ForAsync<TRequest>(
        string service,
        string name,
        Func<VideoGrant, TRequest, bool> allowed,
        Func<TRequest, IReadOnlyList<string>> rooms,
        Func<TRequest, CancellationToken, Task<TwirpAnswer>> handle) => new(
            service,
            name,
            body => TryDecode<TRequest>(body.Span, out var request) ? rooms(request!) : [],
            async (body, grant, cancellationToken) =>
            {
                if (!TryDecode<TRequest>(body.Span, out var request))
                    return new TwirpError("malformed", "the json request could not be decoded");

                return allowed(grant, request!) ? await handle(request!, cancellationToken) : TwirpError.PermissionsDenied;
            });

    private static bool TryDecode<TRequest>(ReadOnlySpan<byte> body, out TRequest? request)
    {
        try
        {
            request = JsonSerializer.Deserialize<TRequest>(body, ProtoJson.Twirp);
            return request is not null;
        }
        catch (JsonException)
        {
            request = default;
            return false;
        }
    }
}
