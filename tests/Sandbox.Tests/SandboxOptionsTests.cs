using Microsoft.Extensions.Configuration;
using OrleansCalls.LiveKit.Sandbox;

namespace OrleansCalls.Sandbox.Tests;

public sealed class SandboxOptionsTests
{
    private static readonly Dictionary<string, string?> Least = new() { ["LIVEKIT_API_KEY"] = "key", ["LIVEKIT_API_SECRET"] = "secret" };

    [Fact]
    public void From_LeastSettings_TakesTheDefaults()
    {
        var options = Read(Least);

        Assert.Equal(("key", "secret"), (options.ApiKey, options.ApiSecret));
        Assert.Empty(options.WebhookUrls);
        Assert.Equal(["*"], options.Agents);
        Assert.Equal(TimeSpan.FromMilliseconds(300), options.AgentJoinDelay);
        Assert.Equal((null, 1), (options.StateFile, options.TimeScale));
    }

    [Fact]
    public void From_AllSettings_ReadsThem()
    {
        var options = Read(new(Least)
        {
            ["SANDBOX_WEBHOOK_URLS"] = "http://a/hook, http://b/hook,",
            ["SANDBOX_AGENTS"] = "fred,ann",
            ["SANDBOX_AGENT_JOIN_MS"] = "0",
            ["SANDBOX_STATE_FILE"] = "/tmp/state",
            ["SANDBOX_TIME_SCALE"] = "0.25",
        });

        Assert.Equal(["http://a/hook", "http://b/hook"], options.WebhookUrls.Select(url => url.ToString()));
        Assert.Equal(["fred", "ann"], options.Agents);
        Assert.Equal(TimeSpan.Zero, options.AgentJoinDelay);
        Assert.Equal(("/tmp/state", 0.25), (options.StateFile, options.TimeScale));
    }

    [Theory]
    [InlineData("LIVEKIT_API_KEY", null)]
    [InlineData("LIVEKIT_API_SECRET", "")]
    [InlineData("SANDBOX_WEBHOOK_URLS", "/hook")]
    [InlineData("SANDBOX_AGENT_JOIN_MS", "-1")]
    [InlineData("SANDBOX_TIME_SCALE", "0")]
    [InlineData("SANDBOX_TIME_SCALE", "-1")]
    [InlineData("SANDBOX_TIME_SCALE", "slow")]
    public void From_BadSetting_NamesIt(string name, string? value) =>
        Assert.Contains(name, Assert.Throws<InvalidOperationException>(() => Read(new(Least) { [name] = value })).Message, StringComparison.Ordinal);

    private static SandboxOptions Read(Dictionary<string, string?> settings) =>
        SandboxOptions.From(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
}
