namespace OrleansCalls.LiveKit.Sandbox.Twirp;

/// <summary>A Twirp error as livekit-server answers it.</summary>
/// <param name="Code">Twirp's name of the error, for example <c>not_found</c>.</param>
/// <param name="Msg">What happened.</param>
/// <param name="Meta">Further facts; left out of the answer when null.</param>
/// <param name="Status">HTTP status where it differs from the one that belongs to the code.</param>
internal sealed record TwirpError(string Code, string Msg, IReadOnlyDictionary<string, string>? Meta = null, int? Status = null)
{
    /// <summary>A valid token that lacks the grant, or no token at all. The server never answers 403.</summary>
    public static readonly TwirpError PermissionsDenied = new("unauthenticated", "permissions denied");

    /// <summary>No such path, method or content type (github.com/twitchtv/twirp, bad_route).</summary>
    public static TwirpError BadRoute(string reason, string httpMethod, string path) =>
        new("bad_route", reason, new Dictionary<string, string> { ["twirp_invalid_route"] = $"{httpMethod} {path}" });

    /// <summary>
    /// An error that reached the server through its message bus: the code stays right, and the message gets the prefix that
    /// livekit/protocol utils/xtwirp puts before it.
    /// </summary>
    public static TwirpError FromBus(string code, string msg) => new(code, $"twirp error unknown: {msg}");

    /// <summary>The HTTP status of the answer.</summary>
    public int HttpStatus => Status ?? Code switch
    {
        "canceled" or "deadline_exceeded" => 408,
        "invalid_argument" or "malformed" or "out_of_range" => 400,
        "not_found" or "bad_route" => 404,
        "already_exists" or "aborted" => 409,
        "permission_denied" => 403,
        "unauthenticated" => 401,
        "resource_exhausted" => 429,
        "failed_precondition" => 412,
        "unimplemented" => 501,
        "unavailable" => 503,
        _ => 500,
    };
}
