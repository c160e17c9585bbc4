using System.Security.Cryptography;

namespace OrleansCalls.Grains.Interfaces.CustomerWebhooks;

/// <summary>A secret that was just made. Not printed: a record would print it.</summary>
[GenerateSerializer, Immutable, Alias("NewWebhookSecret")]
public sealed class NewWebhookSecret
{
    private const int Bytes = 32;

    /// <summary>Tells a repeated command from another one.</summary>
    [Id(0)] public required Guid Id { get; init; }

    /// <summary><c>whsec_</c> and the base64 of the key, as Standard Webhooks has it.</summary>
    [Id(1)] public required string Value { get; init; }

    public static NewWebhookSecret Make() => new()
    {
        Id = Guid.NewGuid(),
        Value = "whsec_" + Convert.ToBase64String(RandomNumberGenerator.GetBytes(Bytes)),
    };
}
