using OrleansCalls.WebFront;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Http.Tests.Configuration;

public sealed class SettingsTests
{
    private const string LongSecret = "a-secret-for-tests-of-at-least-32-bytes";

    [Fact]
    public void Complaints_NameEveryBadKeyAndNoValue()
    {
        var settings = Read(
            ("DATABASE_URL", "mysql://secret-1"), ("AUTH_JWT_SECRET", "secret-2"), ("LIVEKIT_URL", "ftp://secret-3"),
            ("LIVEKIT_API_KEY", "secret-4"), ("VOICE_AGENT_SECRET", "secret-5,b,c"), ("PUBLIC_BASE_URL", "secret-6"));
        DatabaseUrl.Read(settings);

        Assert.Equal(
            ["AUTH_JWT_SECRET", "DATABASE_URL", "LIVEKIT_API_SECRET", "LIVEKIT_URL", "PUBLIC_BASE_URL", "VOICE_AGENT_SECRET"],
            settings.Complaints.Keys);
        Assert.DoesNotContain("secret-", settings.Complaints.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "AUTH_JWT_SECRET")]
    [InlineData(LongSecret, "", null)]
    [InlineData("", "https://auth.test", null)]
    [InlineData("", "auth.test", "AUTH_JWT_AUTHORITY")]
    [InlineData(LongSecret, "https://auth.test", "AUTH_JWT_AUTHORITY")]
    public void Complaints_AboutWhoSignsTokens(string secret, string authority, string? complaint) =>
        Assert.Equal(complaint, Read(("AUTH_JWT_SECRET", secret), ("AUTH_JWT_AUTHORITY", authority)).Complaints.Keys.SingleOrDefault());

    [Fact]
    public void Complaints_WithLiveKitWhollyAbsent_AreNone() =>
        Assert.False(Read(("AUTH_JWT_SECRET", LongSecret)).Complaints.Any);

    [Theory]
    [InlineData("Limits:StartsPerMinutePerAddress", "0")]
    [InlineData("Limits:FailedSignInsPerMinute", "many")]
    [InlineData("Limits:StreamsPerUser", "10001")]
    [InlineData("Limits:Connections", "-1")]
    public void Complaints_AboutLimitsThatAreNone(string key, string value) =>
        Assert.Equal(key, Assert.Single(Read(("AUTH_JWT_SECRET", LongSecret), (key, value)).Complaints.Keys));

    private static SettingsReader Read(params (string Key, string Value)[] values)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(values.Select(v => new KeyValuePair<string, string?>(v.Key, v.Value)));
        var settings = new SettingsReader(builder.Configuration);
        builder.AddWebFront(settings);
        return settings;
    }
}
