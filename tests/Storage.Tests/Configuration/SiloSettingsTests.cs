using System.Net;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Storage.Tests.Configuration;

public sealed class SiloSettingsTests
{
    private static readonly Dictionary<string, string?> Least = new() { ["DATABASE_URL"] = "postgres://u:hidden@db.example/calls" };

    private static readonly Dictionary<string, string?> Bucket = new(Least)
    {
        ["RECORDING_S3_ACCESS_KEY"] = "hidden",
        ["RECORDING_S3_SECRET"] = "hidden",
        ["RECORDING_S3_BUCKET"] = "calls",
        ["RECORDING_S3_REGION"] = "eu-west-1",
    };

    [Fact]
    public void Read_DatabaseAlone_IsEnough()
    {
        var (settings, complaints) = Read(Least);

        Assert.False(complaints.Any);
        Assert.Contains("Host=db.example", settings.Database, StringComparison.Ordinal);
        Assert.Equal((false, false, false), (settings.MigrateAtStart, settings.WebEnabled, settings.Cluster.Alone));
        Assert.Equal(("fred-cary-voice", null, null, null), (settings.AgentName, settings.LiveKit, settings.Bucket, settings.PublicBaseUrl));
        Assert.Equal((10, 2), (settings.StartLimits.PerMinute, settings.StartLimits.Live));
        Assert.Null(settings.Retention); // nothing is erased that nobody asked to be erased
    }

    [Fact]
    public void Read_Everything_IsUnderstood()
    {
        var (settings, complaints) = Read(new(Bucket)
        {
            ["RECORDING_S3_ENDPOINT"] = "http://127.0.0.1:9000",
            ["LIVEKIT_URL"] = "wss://livekit.example",
            ["LIVEKIT_API_KEY"] = "key",
            ["LIVEKIT_API_SECRET"] = "hidden",
            ["OPENAI_API_KEY"] = "hidden",
            ["OPENAI_BASE_URL"] = " https://model.example/v1 ",
            ["Database:MigrateAtStart"] = "true",
            ["Calls:TimeScale"] = "0.1",
            ["Retention:Days"] = "90",
            ["Webhooks:AllowPrivateTargets"] = "true",
            ["Webhooks:SecretsKey"] = $"{Convert.ToBase64String(new byte[32])}, {Convert.ToBase64String(new byte[32])}",
            ["Web:Enabled"] = "True",
            ["Operations:Url"] = "http://[::]:9464",
            ["Cluster:Clustering"] = "Localhost",
            ["Cluster:SiloPort"] = "11111",
            ["Cluster:GatewayPort"] = "30000",
            ["Cluster:AdvertisedAddress"] = "fd00::7",
            ["VOICE_AGENT_NAME"] = "other-voice",
            ["PUBLIC_BASE_URL"] = "https://calls.example/voice/",
        });

        Assert.False(complaints.Any, complaints.ToString());
        Assert.Equal((true, true, true), (settings.MigrateAtStart, settings.WebEnabled, settings.Cluster.Alone));
        Assert.Equal((11111, 30000, IPAddress.Parse("fd00::7")), (settings.Cluster.SiloPort, settings.Cluster.GatewayPort, settings.Cluster.AdvertisedAddress));
        Assert.Equal("http://[::]:9464/", settings.OperationsUrl?.ToString());
        Assert.Equal("http://127.0.0.1:9000/", settings.Bucket?.Endpoint?.ToString());
        Assert.Equal("eu-west-1", settings.Bucket?.Region);
        Assert.NotNull(settings.LiveKit);
        Assert.Equal((0.1, TimeSpan.FromDays(90)), (settings.TimeScale, settings.Retention));
        Assert.Equal((true, 2), (settings.Webhooks.AllowPrivateTargets, settings.Webhooks.Keys.Count));
        Assert.Equal(("other-voice", "https://calls.example/voice"), (settings.AgentName, settings.PublicBaseUrl));
    }

    [Theory]
    [InlineData("DATABASE_URL", null)]
    [InlineData("DATABASE_URL", " ")]
    [InlineData("DATABASE_URL", "postgres://u:hidden@db.example:port/calls")]
    [InlineData("DATABASE_URL", "hidden")]
    [InlineData("Calls:TimeScale", "hidden")]
    [InlineData("Calls:TimeScale", "0")]
    [InlineData("Calls:TimeScale", "NaN")]
    [InlineData("Operations:Url", "hidden")]
    [InlineData("Operations:Url", "https://10.0.0.7:9464")]
    [InlineData("Operations:Url", "http://hidden:9464")]
    [InlineData("Operations:Url", "http://10.0.0.7:9464/hidden")]
    [InlineData("Retention:Days", "hidden")]
    [InlineData("Retention:Days", "0")]
    [InlineData("Retention:Days", "-1")]
    [InlineData("Retention:Days", "1.5")]
    [InlineData("Limits:StartsPerMinute", "0")]
    [InlineData("Limits:StartsPerMinute", "hidden")]
    [InlineData("Limits:LiveCalls", "10001")]
    [InlineData("Limits:LiveCalls", "-1")]
    [InlineData("Database:MigrateAtStart", "hidden")]
    [InlineData("Web:Enabled", "1")]
    [InlineData("Calls:CloseUnknownRooms", "1")]
    [InlineData("Webhooks:AllowPrivateTargets", "1")]
    [InlineData("Webhooks:SecretsKey", "hidden")]
    [InlineData("Webhooks:SecretsKey", "aGlkZGVu")]
    [InlineData("Webhooks:SecretsKey", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("Cluster:Clustering", "hidden")]
    [InlineData("Cluster:SiloPort", "hidden")]
    [InlineData("Cluster:GatewayPort", "65536")]
    [InlineData("Cluster:AdvertisedAddress", "hidden.example")]
    [InlineData("Cluster:AdvertisedAddress", "10")]
    [InlineData("Cluster:AdvertisedAddress", "0.0.0.0")]
    [InlineData("Cluster:AdvertisedAddress", "::")]
    [InlineData("PUBLIC_BASE_URL", "calls.example/hidden")]
    [InlineData("RECORDING_S3_ENDPOINT", "127.0.0.1:9000")]
    [InlineData("RECORDING_S3_ACCESS_KEY", "")]
    [InlineData("RECORDING_S3_SECRET", "")]
    [InlineData("RECORDING_S3_BUCKET", "")]
    [InlineData("RECORDING_S3_REGION", "")]
    [InlineData("OPENAI_BASE_URL", "hidden", "OPENAI_API_KEY", "OPENAI_BASE_URL")]
    [InlineData("OPENAI_BASE_URL", "http://127.0.0.1/v1", "OPENAI_API_KEY")]
    [InlineData("SUMMARY_MODEL", "hidden", "OPENAI_API_KEY")]
    [InlineData("OPENAI_API_KEY", "hid\nden")]
    public void Read_OneMalformed_NamesItAndNoValue(string key, string? value, params string[] named)
    {
        var (_, complaints) = Read(new(Bucket) { [key] = value });

        Assert.Equal(named is [] ? [key] : named, complaints.Keys);
        Assert.DoesNotContain("hid", complaints.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("LIVEKIT_URL", "wss://livekit.example", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET")]
    [InlineData("LIVEKIT_URL", "livekit.example", "LIVEKIT_API_KEY", "LIVEKIT_API_SECRET", "LIVEKIT_URL")]
    [InlineData("LIVEKIT_API_SECRET", "hidden", "LIVEKIT_API_KEY", "LIVEKIT_URL")]
    [InlineData("RECORDING_S3_SECRET", "hidden", "RECORDING_S3_ACCESS_KEY", "RECORDING_S3_BUCKET", "RECORDING_S3_REGION")]
    [InlineData("RECORDING_S3_ENDPOINT", "http://127.0.0.1:9000",
        "RECORDING_S3_ACCESS_KEY", "RECORDING_S3_BUCKET", "RECORDING_S3_REGION", "RECORDING_S3_SECRET")]
    public void Read_PartOfAGroup_NamesEachOther(string key, string value, params string[] named)
    {
        var (settings, complaints) = Read(new(Least) { [key] = value });

        Assert.Equal(named, complaints.Keys);
        Assert.Null(settings.LiveKit);
        Assert.Null(settings.Bucket);
    }

    [Fact]
    public void Read_OnePortForBoth_IsNamed() =>
        Assert.Equal(["Cluster:GatewayPort"], Read(new(Least) { ["Cluster:SiloPort"] = "11111", ["Cluster:GatewayPort"] = "11111" }).Complaints.Keys);

    [Fact]
    public void Read_ManyMalformed_AreNamedInOneMessage()
    {
        var (_, complaints) = Read(new()
        {
            ["LIVEKIT_API_SECRET"] = "hidden",
            ["RECORDING_S3_SECRET"] = "hidden",
            ["OPENAI_BASE_URL"] = "hidden",
            ["PUBLIC_BASE_URL"] = "hidden",
            ["Web:Enabled"] = "hidden",
        });

        var message = complaints.ToString();
        Assert.All(
            [
                "DATABASE_URL", "LIVEKIT_API_KEY", "LIVEKIT_URL", "RECORDING_S3_ACCESS_KEY", "RECORDING_S3_BUCKET",
                "RECORDING_S3_REGION", "OPENAI_API_KEY", "OPENAI_BASE_URL", "PUBLIC_BASE_URL", "Web:Enabled",
            ],
            key => Assert.Contains($"  {key} ", message, StringComparison.Ordinal));
        Assert.DoesNotContain("hidden", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EverySecretFromAFile_IsUnderstood()
    {
        var folder = Directory.CreateTempSubdirectory("orleanscalls-settings-");
        try
        {
            var (settings, complaints) = Read(new()
            {
                ["DATABASE_URL_FILE"] = Write("postgres://u:hidden@db.example/calls\n"),
                ["LIVEKIT_URL"] = "wss://livekit.example",
                ["LIVEKIT_API_KEY"] = "key",
                ["LIVEKIT_API_SECRET_FILE"] = Write("livekit-secret\n"),
                ["RECORDING_S3_ACCESS_KEY"] = "key",
                ["RECORDING_S3_SECRET_FILE"] = Write("bucket-secret\n"),
                ["RECORDING_S3_BUCKET"] = "calls",
                ["RECORDING_S3_REGION"] = "eu-west-1",
                ["OPENAI_API_KEY_FILE"] = Write("model-key\n"),
                ["SUMMARY_MODEL"] = "model",
                ["Webhooks:SecretsKey_FILE"] = Write(Convert.ToBase64String(new byte[32]) + "\n"),
            });

            Assert.False(complaints.Any, complaints.ToString());
            Assert.Contains("Host=db.example", settings.Database, StringComparison.Ordinal);
            Assert.Equal("livekit-secret", settings.LiveKit?.ApiSecret);
            Assert.Equal("bucket-secret", settings.Bucket?.Secret);
            Assert.Single(settings.Webhooks.Keys);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        string Write(string content)
        {
            var path = Path.Combine(folder.FullName, Guid.NewGuid().ToString("N"));
            File.WriteAllText(path, content);
            return path;
        }
    }

    private static (SiloSettings Settings, SettingsComplaints Complaints) Read(Dictionary<string, string?> values)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(values).Build());
        return (SiloSettings.Read(reader), reader.Complaints);
    }
}
