using OrleansCalls.WebFront;
using OrleansCalls.WebFront.Configuration;
using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.Http.Tests.Configuration;

public sealed class SettingsTests
{
    private const string LongSecret = "a-secret-for-tests-of-at-least-32-bytes";
    private const string AgentSecret = "an-agents-key-of-at-least-32-bytes-too";

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
    [InlineData(LongSecret, "")]
    [InlineData("", "https://auth.test", "AUTH_JWT_AUDIENCE")]
    [InlineData("", "auth.test", "AUTH_JWT_AUDIENCE", "AUTH_JWT_AUTHORITY")]
    [InlineData(LongSecret, "https://auth.test", "AUTH_JWT_AUDIENCE", "AUTH_JWT_AUTHORITY")]
    public void Complaints_AboutWhoSignsTokens(string secret, string authority, params string[] complaints) =>
        Assert.Equal(complaints, Read(("AUTH_JWT_SECRET", secret), ("AUTH_JWT_AUTHORITY", authority)).Complaints.Keys);

    [Fact]
    public void Complaints_WithAuthorityAndAudience_AreNone() =>
        Assert.False(Read(("AUTH_JWT_AUTHORITY", "https://auth.test"), ("AUTH_JWT_AUDIENCE", "calls")).Complaints.Any);

    [Theory]
    [InlineData("OPERATOR_SECRET", LongSecret, null)]
    [InlineData("OPERATOR_SECRET", $"{LongSecret},{LongSecret}-2", null)]
    [InlineData("OPERATOR_SECRET", $"{LongSecret},short", "has fewer than 32 bytes")]
    [InlineData("OPERATOR_SECRET", $"{LongSecret},{LongSecret}-2,{LongSecret}-3", "holds more than two secrets")]
    [InlineData("OPERATOR_SECRET", AgentSecret, "is the same as VOICE_AGENT_SECRET")]
    [InlineData("AUTH_JWT_TYPE", "at+jwt,application/at+jwt", null)]
    [InlineData("AUTH_JWT_TYPE", " , ", "names no type")] // which would take any
    [InlineData("Web:CorsOrigins", "https://app.example.com, http://localhost:3000", null)]
    [InlineData("Web:CorsOrigins", "*", "is not a list of origins")]
    [InlineData("Web:CorsOrigins", "null", "is not a list of origins")]
    [InlineData("Web:CorsOrigins", "https://*.example.com", "is not a list of origins")]
    [InlineData("Web:CorsOrigins", "https://app.example.com/", "is not a list of origins")]
    [InlineData("Web:CorsOrigins", "https://app.example.com/app", "is not a list of origins")]
    [InlineData("Web:CorsOrigins", "app.example.com", "is not a list of origins")]
    [InlineData("Web:CorsOrigins", "file:///app", "is not a list of origins")]
    [InlineData("Web:CorsOrigins", "https://user@app.example.com", "is not a list of origins")]
    [InlineData("Web:TrustedProxies", "10.0.0.5, 10.1.0.0/16, fd00::/8, ::1", null)]
    [InlineData("Web:TrustedProxies", "proxy.example.com", "is not a list of addresses")]
    [InlineData("Web:TrustedProxies", "10.0.0.0/33", "is not a list of addresses")]
    [InlineData("Web:TrustedProxies", "0.0.0.0/0", "trusts every address")]
    [InlineData("Web:TrustedProxies", "10.0.0.5,::/0", "trusts every address")]
    public void Complaints_AboutWhatTheFrontIsExposedTo(string key, string value, string? complaint)
    {
        var complaints = Read(("AUTH_JWT_SECRET", LongSecret), ("VOICE_AGENT_SECRET", AgentSecret), (key, value)).Complaints;

        Assert.Equal(complaint is null ? [] : [key], complaints.Keys);
        Assert.Contains(complaint is null ? "" : $"{key} {complaint}", complaints.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Complaints_AboutOneSecretForUsersAndRooms() =>
        Assert.Contains(
            "AUTH_JWT_SECRET is the same as LIVEKIT_API_SECRET",
            Read(("AUTH_JWT_SECRET", LongSecret), ("LIVEKIT_URL", "wss://livekit.test"), ("LIVEKIT_API_KEY", "key"), ("LIVEKIT_API_SECRET", LongSecret)).Complaints.ToString(),
            StringComparison.Ordinal);

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

    [Fact]
    public void Limits_NothingSaid_AreThoseOfTheDocumentation() =>
        Assert.Equal(
            new FrontLimits { StartsPerAddress = 300, FailedSignIns = 100, StreamsPerUser = 20, Connections = 20_000 },
            FrontLimits.Read(Read(("AUTH_JWT_SECRET", LongSecret))));

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
