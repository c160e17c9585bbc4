namespace OrleansCalls.WebFront.Requests;

/// <summary>How long the body of a route may be, as metadata of its endpoint.</summary>
internal sealed record BodyLimit(int Bytes)
{
    /// <summary>For a route that does not say otherwise.</summary>
    public const int Default = 1024 * 1024;

    /// <summary>
    /// How much is read before the connection is cut. A body between the limit and this is read to its end and thrown away: a
    /// client that is still sending would otherwise see a broken connection, not the answer that says why.
    /// </summary>
    public const int Drained = 16 * 1024 * 1024;
}
