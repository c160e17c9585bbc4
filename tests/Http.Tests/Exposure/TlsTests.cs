using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using OrleansCalls.Http.Tests.Front;

namespace OrleansCalls.Http.Tests.Exposure;

/// <summary>Kestrel ends TLS itself, with a certificate of the test's own, and listens without TLS beside it.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    private const string Host = "calls.example.com";
    private const string Password = "of the certificate's file";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("orleans-calls-tls-");
    private X509Certificate2 _certificate = null!;
    private FrontHost _front = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={Host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        _certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddHours(1));
        var file = Path.Combine(_folder.FullName, "certificate.pfx");
        await File.WriteAllBytesAsync(file, _certificate.Export(X509ContentType.Pfx, Password), Cancellation);
        _front = await FrontHost.StartAsync(
            ("Kestrel:Endpoints:Tls:Url", "https://127.0.0.1:0"), ("Kestrel:Endpoints:Tls:Certificate:Path", file),
            ("Kestrel:Endpoints:Tls:Certificate:Password", Password), ("Kestrel:Endpoints:Plain:Url", "http://127.0.0.1:0"));
    }

    public async ValueTask DisposeAsync()
    {
        await _front.DisposeAsync();
        _certificate.Dispose();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/api/calls", HttpStatusCode.Unauthorized)]
    [InlineData("/health/live", HttpStatusCode.OK)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    public async Task Answer_ByTls_IsKeptToByHstsAndAnyOtherIsNot(string path, HttpStatusCode status)
    {
        using var byTls = await AskAsync("https", path);
        using var plain = await AskAsync("http", path);

        Assert.Equal((status, status), (byTls.StatusCode, plain.StatusCode)); // no redirect: a token sent in the clear would go unnoticed
        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(byTls.Headers.GetValues("Strict-Transport-Security")));
        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData(SslProtocols.Tls12 | SslProtocols.Tls13, SslProtocols.Tls13)]
    [InlineData(SslProtocols.Tls12, SslProtocols.Tls12)]
    public async Task Version_IsTheNewestThatBothKnow(SslProtocols offered, SslProtocols expected)
    {
        using var socket = await ConnectAsync();
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(Options(offered), Cancellation);

        Assert.Equal(expected, tls.SslProtocol);
    }

    private async Task<HttpResponseMessage> AskAsync(string scheme, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, SslOptions = Options(SslProtocols.None) });
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address(scheme), path));
        request.Headers.Host = Host;
        return await http.SendAsync(request, Cancellation);
    }

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(Address("https").Host, Address("https").Port, Cancellation);
        return client;
    }

    private Uri Address(string scheme) => _front.Addresses.Single(address => address.Scheme == scheme);

    private SslClientAuthenticationOptions Options(SslProtocols offered) => new()
    {
        TargetHost = Host,
        EnabledSslProtocols = offered,
        RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _certificate.GetCertHashString(),
    };
}
