using System.Net;

namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>
/// Which URLs events may be sent to. What is plainly private is refused here, so that its user is told at once; what a name
/// stands for is seen at every connection, because it may change.
/// </summary>
public static class TargetUrl
{
    private const int Longest = 2_048;

    private static readonly string[] s_privateNames = ["localhost", "local", "internal", "home.arpa", "onion", "invalid"];

    /// <summary>Why the URL is refused, following the field's name in a sentence; null when it is not.</summary>
    /// <param name="text">The URL as it was given.</param>
    /// <param name="allowPrivate">Whether plain HTTP, any port and targets that are not public are allowed.</param>
    public static string? WhyNot(string text, bool allowPrivate)
    {
        if (text.Length > Longest)
        {
            return "must have at most 2048 characters";
        }

        // Parsers do not agree on what these mean.
        if (text.Any(c => c is '\\' || char.IsWhiteSpace(c) || char.IsControl(c))
            || !Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Host.Length is 0 || IdnHost(url) is not { } host)
        {
            return "must be an absolute URL";
        }

        if (url.Scheme != Uri.UriSchemeHttps && !(allowPrivate && url.Scheme == Uri.UriSchemeHttp))
        {
            return allowPrivate ? "must begin with https:// or http://" : "must begin with https://";
        }

        if (Authority(text).Contains('@', StringComparison.Ordinal) || url.UserInfo.Length > 0)
        {
            return "must not contain a user name or a password";
        }

        if (text.Contains('#', StringComparison.Ordinal))
        {
            return "must not have a fragment, which is never sent";
        }

        return allowPrivate ? null : WhyNotPublic(text, url, host);
    }

    private static string? WhyNotPublic(string text, Uri url, string host)
    {
        if (url.Port is not (443 or 8443))
        {
            return "must use the port 443 or 8443";
        }

        if (url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6)
        {
            if (url.HostNameType is UriHostNameType.IPv4 && !Authority(text).StartsWith(url.Host, StringComparison.Ordinal))
            {
                return "must not write an IP address in another way than as four decimal numbers";
            }

            return IPAddress.TryParse(host, out var address) && PublicAddress.IsPublic(address)
                ? null
                : "must not be a private, loopback, link-local or reserved address";
        }

        var labels = host.Split('.');
        if (labels.Length < 2 || s_privateNames.Any(n => host == n || host.EndsWith("." + n, StringComparison.Ordinal)))
        {
            return "must have a host name of the public internet";
        }

        // What resolvers take for a number is an address in disguise.
        return char.IsAsciiDigit(labels[^1][0]) ? "must have a host name of the public internet" : null;
    }

    // A name such as xn--ü is found to be none only when it is asked for.
    private static string? IdnHost(Uri url)
    {
        try
        {
            return url.IdnHost.TrimEnd('.');
        }
        catch (UriFormatException)
        {
            return null;
        }
    }

    private static string Authority(string text)
    {
        var begin = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var end = text.AsSpan(begin).IndexOfAny('/', '?', '#');
        return end < 0 ? text[begin..] : text[begin..(begin + end)];
    }
}
