using System.Globalization;
using System.Text.RegularExpressions;
using OrleansCalls.DevStack.Network;

namespace OrleansCalls.DevStack.Stack;

/// <summary>Where the app listens (ASPNETCORE_URLS), and how it is reached from this machine.</summary>
internal sealed partial record ListenUrls(string Value, string Api)
{
    /// <summary>The user's urls, or a free loopback port. Port 0 becomes a free port here, because the address must be known.</summary>
    public static ListenUrls From(string? userUrls)
    {
        var urls = PortZero().Replace(userUrls ?? "http://127.0.0.1:0", _ => ":" + FreePort.Next().ToString(CultureInfo.InvariantCulture));
        var all = urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var http = all.FirstOrDefault(url => url.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            ?? throw new InvalidOperationException($"ASPNETCORE_URLS needs an http:// address: {urls}");
        return new ListenUrls(urls, AnyHost().Replace(http.TrimEnd('/'), "http://127.0.0.1"));
    }

    [GeneratedRegex(":0(?=[;/]|$)")]
    private static partial Regex PortZero();

    [GeneratedRegex(@"^http://(\+|\*|0\.0\.0\.0|\[::\])(?=[:/]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex AnyHost();
}
