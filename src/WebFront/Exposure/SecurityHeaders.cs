using Scalar.AspNetCore;

namespace OrleansCalls.WebFront.Exposure;

/// <summary>What every answer tells browsers and caches not to do.</summary>
internal static class SecurityHeaders
{
    private const string NothingMayRun = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private const string OneYear = "max-age=31536000; includeSubDomains";

    /// <summary>Comes before all else, so that answers to errors have them too.</summary>
    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(AddAsync, context);
        return next(context);
    });

    private static Task AddAsync(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Resource-Policy"] = "same-origin"; // a fetch that CORS allows is not concerned
        headers.ContentSecurityPolicy = context.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce ? Documentation(nonce) : NothingMayRun;
        if (headers.CacheControl.Count == 0 && context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
            headers.CacheControl = "no-store"; // one user's, or a token
        if (context.Request.IsHttps && context.Request.Host.Host is not "localhost") // where a browser would hold it against every port
            headers.StrictTransportSecurity = OneYear;
        return Task.CompletedTask;
    }

    // The page of /docs: its own scripts, the styles that they make, and requests to this API.
    private static string Documentation(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
}
