namespace OrleansCalls.LiveKit.Tokens;

/// <summary>What a token says, under LiveKit's names; written in this order, what is null left out. LiveKit requires <c>exp</c>.</summary>
internal sealed record TokenClaims
{
    public required string Iss { get; init; }

    public string? Sub { get; init; }

    public string? Name { get; init; }

    public required long Iat { get; init; }

    public required long Nbf { get; init; }

    public required long Exp { get; init; }

    public required VideoGrant Video { get; init; }
}
