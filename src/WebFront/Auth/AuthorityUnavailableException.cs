namespace OrleansCalls.WebFront.Auth;

/// <summary>Whether a token is good cannot be told, because who signs tokens does not say with which keys.</summary>
internal sealed class AuthorityUnavailableException() : Exception("The authority that signs users' tokens does not answer");
