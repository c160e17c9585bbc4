namespace OrleansCalls.WebFront.Limits;

/// <summary>What a request may be refused for; docs/http-api.md tells how much of each there is.</summary>
internal enum Limit
{
    /// <summary>Starts of one user within a minute.</summary>
    StartsOfAUser,

    /// <summary>Calls that one user has at once.</summary>
    LiveCallsOfAUser,

    /// <summary>Starts from one address within a minute.</summary>
    StartsOfAnAddress,

    /// <summary>Wrong tokens and keys from one address within a minute.</summary>
    WrongKeys,

    /// <summary>Streams of events, of one user or of this process.</summary>
    Streams,

    /// <summary>Words of one call.</summary>
    Transcript,

    /// <summary>How often one call's summary is made anew.</summary>
    Summaries,

    /// <summary>Bodies that come at the same time.</summary>
    Bodies,

    /// <summary>Webhook endpoints of one user.</summary>
    WebhookEndpoints,
}
