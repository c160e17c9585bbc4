using Microsoft.Extensions.Logging.Console;

namespace OrleansCalls.WebFront;

/// <summary>How every program here logs.</summary>
public static class LogSetup
{
    /// <summary>One line an entry, with the time in UTC; and never the lines of others that hold what no log may.</summary>
    public static void AddCallLogs(this WebApplicationBuilder builder)
    {
        // Their Information lines hold redirects to presigned links, and users' search words.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(o =>
            (o.TimestampFormat, o.UseUtcTimestamp, o.SingleLine) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", true, true));
    }
}
