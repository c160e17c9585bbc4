using System.Security.Cryptography;
using System.Text;
using OrleansCalls.Grains.Interfaces;

namespace OrleansCalls.WebFront.Starts;

/// <summary>A start as its user asked for it.</summary>
internal sealed record StartOrder(string UserId, CallType CallType, string ParticipantName, string? Key, string BodyHash)
{
    public static StartOrder From(string userId, StartRequest request, IdempotencyKey key) => new(
        userId, CallTypes.Parse(request.CallType) ?? default, request.ParticipantName, key.Value, request.Hash());

    /// <summary>
    /// The command for this room. Under an idempotency key its id follows from key and room, so that a repeat, even one that
    /// overtakes the first, makes the same call; without a key every start is another.
    /// </summary>
    public StartCall In(string room) => new()
    {
        StartId = Key is null ? Guid.NewGuid() : IdOf(UserId, Key, room),
        UserId = UserId,
        CallType = CallType,
        ParticipantName = ParticipantName,
    };

    private static Guid IdOf(string userId, string key, string room) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes($"{userId}\n{key}\n{room}")).AsSpan(0, 16));
}
