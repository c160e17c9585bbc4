namespace OrleansCalls.WebFront.Requests;

/// <summary>A request body that reads itself from JSON.</summary>
internal interface IRequestBody<TSelf> where TSelf : class, IRequestBody<TSelf>
{
    /// <summary>Whether the body may be absent as a whole.</summary>
    static virtual bool MayBeAbsent => false;

    /// <summary>Reads the body; what is wrong is complained about at the fields.</summary>
    /// <returns>Null where a complaint leaves nothing to make a body of.</returns>
    static abstract TSelf? Read(JsonField body);
}
