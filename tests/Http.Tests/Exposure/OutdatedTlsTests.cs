using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Processes;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Exposure;

/// <summary>A front on a machine whose OpenSSL would speak versions of TLS that are outdated.</summary>
public sealed class OutdatedTlsTests : IAsyncLifetime
{
    private const string LenientOpenSsl = """
        openssl_conf = init
        [init]
        ssl_conf = ssl
        [ssl]
        system_default = lenient
        [lenient]
        MinProtocol = TLSv1
        CipherString = DEFAULT@SECLEVEL=0
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-calls-outdated-");
    private readonly int _port = FreePort.Next();
    private ChildProcess? _front;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var (certificate, configuration) = (Path.Combine(_folder.FullName, "certificate.pfx"), Path.Combine(_folder.FullName, "openssl.cnf"));
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var own = new CertificateRequest("CN=calls.example.com", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        await File.WriteAllBytesAsync(certificate, own.Export(X509ContentType.Pfx), Cancellation);
        await File.WriteAllTextAsync(configuration, LenientOpenSsl, Cancellation);
        _front = ChildProcess.Start(new ChildCommand
        {
            Name = "front",
            Program = "dotnet",
            Arguments = [Checkout.Find().ProgramOf("WebFront")],
            Environment = new Dictionary<string, string?>
            {
                ["OPENSSL_CONF"] = configuration,
                ["Cluster__Clustering"] = "Localhost", // and no silo
                ["AUTH_JWT_SECRET"] = TestTokens.JwtSecret,
                ["Kestrel__Endpoints__Tls__Url"] = $"https://127.0.0.1:{_port}",
                ["Kestrel__Endpoints__Tls__Certificate__Path"] = certificate,
            },
            LogPath = Path.Combine(_folder.FullName, "front.log"),
            WorkingDirectory = Path.GetDirectoryName(Checkout.Find().ProgramOf("WebFront"))!,
        });
        for (var left = 300; !await ListensAsync(); left--)
        {
            Assert.True(left > 0, _front.LogTail());
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_front is not null)
            await _front.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Version_ThatIsOutdated_IsRefused()
    {
        Assert.Equal((21, 2, 70), await AnswerToAsync(minor: 1)); // TLS 1.0: an alert, fatal, protocol_version
        Assert.Equal((21, 2, 70), await AnswerToAsync(minor: 2));
        Assert.Equal(22, (await AnswerToAsync(minor: 3)).Kind); // TLS 1.2: the handshake goes on
    }

    // Says hello as a client does that has no better version.
    private async Task<(byte Kind, byte Level, byte Reason)> AnswerToAsync(byte minor)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _port, Cancellation);
        byte[] hello = [3, minor, .. RandomNumberGenerator.GetBytes(32), 0, 0, 6, 0xC0, 0x2F, 0xC0, 0x13, 0, 0x2F, 1, 0];
        await client.GetStream().WriteAsync(new byte[] { 22, 3, 1, 0, (byte)(hello.Length + 4), 1, 0, 0, (byte)hello.Length }.Concat(hello).ToArray(), Cancellation);

        var answer = new byte[7];
        await client.GetStream().ReadExactlyAsync(answer, Cancellation);
        return (answer[0], answer[5], answer[6]);
    }

    private async Task<bool> ListensAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, _port, Cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
