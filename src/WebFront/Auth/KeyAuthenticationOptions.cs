using Microsoft.AspNetCore.Authentication;

namespace OrleansCalls.WebFront.Auth;

/// <summary>Where a scheme's keys are shown, and which they are.</summary>
internal sealed class KeyAuthenticationOptions : AuthenticationSchemeOptions
{
    /// <summary>The name of the header.</summary>
    public string Header { get; set; } = "";

    /// <summary>None: nobody is let in.</summary>
    public SecretKeys Keys { get; set; } = new([]);
}
