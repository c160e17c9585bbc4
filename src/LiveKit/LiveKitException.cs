namespace OrleansCalls.LiveKit;

/// <summary>
/// LiveKit refused a call, failed in it, answered something unintelligible, or could not be reached in time.
/// The message is short, on one line, and holds neither tokens nor secrets.
/// </summary>
/// <param name="message">What happened, fit for a log.</param>
/// <param name="httpStatus">The HTTP status, or null when no answer came.</param>
/// <param name="code">The Twirp code, or "" when the answer was not Twirp's.</param>
/// <param name="innerException">The transport's own error.</param>
public sealed class LiveKitException(string message, int? httpStatus = null, string code = "", Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>The HTTP status, or null when no answer came: not connected, cut off, or timed out.</summary>
    public int? HttpStatus { get; } = httpStatus;

    /// <summary>
    /// Twirp's error code such as <c>not_found</c> or <c>failed_precondition</c>; "" when the answer was not Twirp's, as with the
    /// plain text that LiveKit sends for a bad token or the page of a proxy. Decide by this, never by the text.
    /// </summary>
    public string Code { get; } = code;

    /// <summary>LiveKit says that the thing does not exist. A bare 404 of a proxy or an unknown route does not say so.</summary>
    public bool IsNotFound => Code is "not_found";

    /// <summary>A definite no (400, 401, 403): nothing was done, and the same call will be refused again.</summary>
    public bool IsRefused => HttpStatus is 400 or 401 or 403;

    /// <summary>
    /// The call may succeed later: no answer, 408, 429 or 5xx. It may also have been carried out already; a call that
    /// creates something is repeated only after looking.
    /// </summary>
    public bool IsTransient => HttpStatus is null or 408 or 429 or >= 500;
}
