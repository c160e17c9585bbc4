using Microsoft.Net.Http.Headers;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.WebFront.Exposure;

/// <summary>
/// The web pages of other origins that may call the API (CORS): those that <c>Web:CorsOrigins</c> names, none by default. Without
/// credentials, because no cookie is ever looked at: a page shows the user's token itself.
/// </summary>
internal static class BrowserOrigins
{
    public const string Key = "Web:CorsOrigins";

    private static readonly TimeSpan s_preflightStands = TimeSpan.FromHours(1);

    /// <summary>Reads the origins, exact ones; what is none is a complaint.</summary>
    public static string[] Read(SettingsReader settings)
    {
        var origins = settings.List(Key);
        if (!origins.All(IsOrigin))
            settings.Complaints.Add(Key, "is not a list of origins such as https://app.example.com, separated by commas, without path, wildcard or slash at the end");
        return origins;
    }

    public static void AddBrowserOrigins(this IServiceCollection services, IReadOnlyList<string> origins) =>
        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins])
            .WithMethods("GET", "POST", "PATCH", "DELETE")
            .WithHeaders(HeaderNames.Authorization, HeaderNames.ContentType, "Idempotency-Key", "Last-Event-ID")
            .WithExposedHeaders(HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.ContentDisposition)
            .SetPreflightMaxAge(s_preflightStands)));

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url)
        && url.Scheme is "https" or "http"
        && !text.Contains('*', StringComparison.Ordinal)
        && string.Equals(text, url.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
        && url.UserInfo.Length == 0;
}
