namespace OrleansCalls.Chaos.Lives;

/// <summary>How a call comes to its end.</summary>
internal enum Ending
{
    /// <summary>The founder leaves, and LiveKit closes the room a little later.</summary>
    Leaves,

    /// <summary>The founder's client asks the API to end the call.</summary>
    EndRoute,

    /// <summary>The founder's browser is closed: it leaves, and its client says nothing any more.</summary>
    BrowserClosed,

    /// <summary>The founder stays until the maximum duration is over.</summary>
    StaysToMaximum,
}
