using Microsoft.Extensions.Logging.Console;

namespace OrleansCalls.WebFront;

/// <summary>How every program here logs.</summary>
public static class LogSetup
{
    // Their lines below Warning hold users' search words, presigned links and the heads of requests.
    private static readonly string[] s_neverBelowWarning = ["Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "System.Net.Http"];

    /// <summary>
    /// One line an entry, with the time in UTC; and never the lines of others that hold what no log may, whatever level is asked
    /// for.
    /// </summary>
    public static void AddCallLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services.PostConfigure<LoggerFilterOptions>(KeepSilent);
        builder.Services.PostConfigure<ConsoleLoggerOptions>(o => o.FormatterName ??= ConsoleFormatterNames.Simple); // unnamed, it goes by outdated options
        builder.Services.Configure<SimpleConsoleFormatterOptions>(o =>
            (o.TimestampFormat, o.UseUtcTimestamp, o.SingleLine) = ("yyyy-MM-dd'T'HH:mm:ss.fff'Z' ", true, true));
    }

    // A setting for a category, or for one kind of log alone, would win over a filter made in code.
    private static void KeepSilent(LoggerFilterOptions options)
    {
        string?[] providers = [.. options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct()];
        for (var i = 0; i < options.Rules.Count; i++)
        {
            if (options.Rules[i] is { LogLevel: < LogLevel.Warning } rule && MayReach(rule.CategoryName))
                options.Rules[i] = new LoggerFilterRule(rule.ProviderName, rule.CategoryName, LogLevel.Warning, rule.Filter);
        }

        foreach (var provider in providers)
        {
            foreach (var category in s_neverBelowWarning)
                options.Rules.Add(new LoggerFilterRule(provider, category, LogLevel.Warning, filter: null));
        }
    }

    private static bool MayReach(string? category) =>
        category is not null && (category.Contains('*', StringComparison.Ordinal) || s_neverBelowWarning.Any(c => category.StartsWith(c, StringComparison.OrdinalIgnoreCase)));
}
