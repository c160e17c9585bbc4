using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Silo.Hosting;
using OrleansCalls.WebFront;

namespace OrleansCalls.Http.Tests.Leaks;

/// <summary>How what is logged is written: a line an entry, by the time of nowhere in particular, to the standard output alone.</summary>
public sealed class LogLineTests
{
    [Fact]
    public async Task Entry_IsOneLineWithItsTimeInUtc()
    {
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        var builder = WebApplication.CreateBuilder();
        builder.AddCallLogs();
        await using var app = builder.Build();
        Assert.True(app.Services.GetRequiredService<IOptions<SimpleConsoleFormatterOptions>>().Value.UseUtcTimestamp); // this machine's time may be UTC
        var formatter = app.Services.GetServices<ConsoleFormatter>().Single(f => f.Name is ConsoleFormatterNames.Simple);
        await using var line = new StringWriter();

        formatter.Write(new LogEntry<string>(LogLevel.Warning, "Calls", 7, "one\r\ntwo", null, (state, _) => state), null, line);

        var written = line.ToString();
        Assert.Equal(written.Length - 1, written.IndexOf('\n', StringComparison.Ordinal));
        Assert.InRange(DateTimeOffset.Parse(written.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture), before, TimeProvider.System.GetUtcNow());
    }

    [Fact]
    public async Task Entries_GoToNetsOwnProviders()
    {
        var (silo, complaints) = SiloProgram.Build([], builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = "postgres://calls@127.0.0.1:1/calls",
            ["AUTH_JWT_SECRET"] = TestTokens.JwtSecret,
            ["Web:Enabled"] = "true",
        }));
        Assert.True(silo is not null, complaints);
        await using var disposed = (IAsyncDisposable)silo;

        var providers = silo.Services.GetServices<ILoggerProvider>().Select(p => p.GetType().FullName!).ToList();
        Assert.Contains("Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider", providers);
        Assert.All(providers, name => Assert.StartsWith("Microsoft.Extensions.Logging.", name, StringComparison.Ordinal));
    }
}
