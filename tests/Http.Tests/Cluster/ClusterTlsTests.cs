using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using OrleansCalls.DevStack.Network;
using OrleansCalls.Http.Tests.Calls;
using OrleansCalls.Http.Tests.Front;
using OrleansCalls.Testing;
using OrleansCalls.WebFront.Cluster;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Http.Tests.Cluster;

/// <summary>Silos and fronts that speak TLS let nobody in who has no certificate of theirs. (<see cref="ClusterTests"/> runs by it.)</summary>
public sealed class ClusterTlsTests(PostgresFixture postgres, S3Fixture s3) : IDisposable
{
    private readonly CertificateAuthority _authority = new();
    private readonly CertificateAuthority _another = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _authority.Dispose();
        _another.Dispose();
    }

    [Fact]
    public async Task Front_MeetsTheSilo_OnlyWithACertificateOfTheirAuthority()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, [.. _authority.Settings(), ("Cluster:Clustering", "AdoNet")]);

        await using var good = await StartAsync(stack, null, _authority.Settings());
        var (plainLog, strangerLog) = (new LogBook(), new LogBook());
        await using var plain = await StartAsync(stack, plainLog, [("Cluster:Tls:Certificate", null), ("Cluster:Tls:Key", null), ("Cluster:Tls:Authority", null)]);
        await using var stranger = await StartAsync(stack, strangerLog, TrustingBoth(_another)); // it would trust the silo
        await ReadyAsync(good);

        var room = (await good.SendAsync(HttpMethod.Post, "/api/fred/call").JsonAsync())["room"]!.GetValue<string>();
        Assert.Equal(HttpStatusCode.OK, await stack.GetAsync($"/api/calls/{room}").StatusAsync());
        await AssertApartAsync(plain, plainLog);
        await AssertApartAsync(stranger, strangerLog);
    }

    [Fact]
    public async Task Front_ThatDoesNotTrustTheSilo_DoesNotSpeakToIt()
    {
        await using var stack = await CallStack.StartAsync(postgres, s3, [.. TrustingBoth(_another), ("Cluster:Clustering", "AdoNet")]);
        await using var trusting = await StartAsync(stack, null, TrustingBoth(_authority));
        var log = new LogBook();
        await using var distrustful = await StartAsync(stack, log, _authority.Settings());
        await ReadyAsync(trusting);

        await AssertApartAsync(distrustful, log);
    }

    [Theory]
    [InlineData("Cluster:SiloPort")]
    [InlineData("Cluster:GatewayPort")]
    public async Task Port_AskedWithoutACertificate_ClosesAndWithOneStays(string port)
    {
        var number = FreePort.Next();
        await using var stack = await CallStack.StartAsync(postgres, s3, [.. _authority.Settings(), ("Cluster:Clustering", "AdoNet"), (port, $"{number}")]);

        Assert.False(await IsLetInAsync(number, null));
        Assert.False(await IsLetInAsync(number, _another.Issue()));
        Assert.False(await IsLetInAsync(number, _authority.Issue(daysLeft: -1)));
        Assert.True(await IsLetInAsync(number, _authority.Issue()));
    }

    [Fact]
    public void Settings_ThatDoNotFit_AreNamedWithoutTheirValues()
    {
        var (certificate, key) = _authority.Issue();
        AssertComplaints([]);
        AssertComplaints([("Cluster:Tls:Certificate", certificate), ("Cluster:Tls:Key", key), ("Cluster:Tls:Authority", _authority.Pem)]);
        AssertComplaints([("Cluster:Tls:Certificate", certificate)], "Cluster:Tls:Authority", "Cluster:Tls:Key");
        AssertComplaints([("Cluster:Tls:Certificate", key), ("Cluster:Tls:Key", key), ("Cluster:Tls:Authority", _authority.Pem)], "Cluster:Tls:Certificate");
        AssertComplaints([("Cluster:Tls:Certificate", certificate), ("Cluster:Tls:Key", "-----BEGIN PRIVATE KEY-----"), ("Cluster:Tls:Authority", _authority.Pem)], "Cluster:Tls:Key");
        AssertComplaints([("Cluster:Tls:Certificate", certificate), ("Cluster:Tls:Key", _authority.Issue().Key), ("Cluster:Tls:Authority", _authority.Pem)], "Cluster:Tls:Key");
        AssertComplaints([("Cluster:Tls:Certificate", certificate), ("Cluster:Tls:Key", key), ("Cluster:Tls:Authority", "none")], "Cluster:Tls:Authority");
        AssertComplaints([("Cluster:Tls:Certificate", certificate), ("Cluster:Tls:Key", key), ("Cluster:Tls:Authority", _another.Pem)], "Cluster:Tls:Certificate");
        var (expired, itsKey) = _authority.Issue(daysLeft: -1);
        AssertComplaints([("Cluster:Tls:Certificate", expired), ("Cluster:Tls:Key", itsKey), ("Cluster:Tls:Authority", _authority.Pem)], "Cluster:Tls:Certificate");

        var (both, bothKey) = _authority.Issue(usages: ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
        AssertComplaints([("Cluster:Tls:Certificate", both), ("Cluster:Tls:Key", bothKey), ("Cluster:Tls:Authority", _authority.Pem)]);
        var (servers, serversKey) = _authority.Issue(usages: "1.3.6.1.5.5.7.3.1");
        AssertComplaints([("Cluster:Tls:Certificate", servers), ("Cluster:Tls:Key", serversKey), ("Cluster:Tls:Authority", _authority.Pem)], "Cluster:Tls:Certificate");

        static void AssertComplaints((string, string?)[] settings, params string[] keys)
        {
            var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(s => s.Item1, s => s.Item2)).Build());
            ClusterTls.Read(reader);
            Assert.Equal(keys, reader.Complaints.Keys);
            Assert.DoesNotContain("BEGIN", reader.Complaints.ToString(), StringComparison.Ordinal);
        }
    }

    private (string Key, string? Value)[] TrustingBoth(CertificateAuthority issuer) =>
        [.. issuer.Settings().SkipLast(1), ("Cluster:Tls:Authority", _authority.Pem + "\n" + _another.Pem)];

    private static async Task AssertApartAsync(SeparateFront front, LogBook log)
    {
        for (var left = 300; log.Lines.Count(line => line.Contains("No silo yet", StringComparison.Ordinal)) < 2; left--)
        {
            Assert.True(left > 0, "The front does not say that it tried");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await front.SendAsync(HttpMethod.Get, "/health/ready").StatusAsync());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await front.SendAsync(HttpMethod.Get, "/api/calls").StatusAsync());
    }

    private static Task<SeparateFront> StartAsync(CallStack stack, LogBook? log, (string Key, string? Value)[] tls)
    {
        var settings = new Dictionary<string, string?>(stack.Settings);
        foreach (var (key, value) in tls)
            settings[key] = value;
        return SeparateFront.StartAsync(settings, log is null ? null : logging => logging.AddProvider(log));
    }

    private static async Task ReadyAsync(SeparateFront front)
    {
        for (var left = 100; await front.SendAsync(HttpMethod.Get, "/health/ready").StatusAsync() is not HttpStatusCode.OK; left--)
        {
            Assert.True(left > 0, "The front never became ready");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
        }
    }

    // With TLS 1.3 a client learns that its certificate is refused when it reads; who is let in hears nothing until it speaks.
    private static async Task<bool> IsLetInAsync(int port, (string Certificate, string Key)? shown)
    {
        using var certificate = shown is { } pem ? X509Certificate2.CreateFromPem(pem.Certificate, pem.Key) : null;
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, Cancellation);
        await using var tls = new SslStream(client.GetStream());
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(shown is null ? 20 : 8));
        try
        {
            await tls.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = "calls",
                    ClientCertificates = certificate is null ? [] : [certificate],
                    RemoteCertificateValidationCallback = (_, silos, _, _) => silos is not null,
                },
                patience.Token);
            return await tls.ReadAsync(new byte[1], patience.Token) > 0;
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            return tls.IsAuthenticated; // neither closed nor asked for more
        }
    }
}
