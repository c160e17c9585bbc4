using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.WebFront.Cluster;

/// <summary>
/// TLS between silos and fronts, each of which shows a certificate of the cluster's own authority and speaks to nobody who shows none.
/// Silos are reached by addresses that change, so that a name in a certificate would say nothing: whoever has one is of the cluster.
/// </summary>
public sealed class ClusterTls
{
    private const string CertificateKey = "Cluster:Tls:Certificate";
    private const string PrivateKeyKey = "Cluster:Tls:Key";
    private const string AuthorityKey = "Cluster:Tls:Authority";

    private static readonly string[] s_bothSides = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]; // RFC 5280, 4.2.1.12

    private readonly X509Certificate2 _own;
    private readonly X509Certificate2Collection _authority;

    private ClusterTls(X509Certificate2 own, X509Certificate2Collection authority) => (_own, _authority) = (own, authority);

    /// <summary>
    /// Reads <c>Cluster:Tls:Certificate</c>, <c>:Key</c> and <c>:Authority</c>, all in PEM; null when they are absent. What is wrong
    /// with them is gathered in the reader's complaints.
    /// </summary>
    public static ClusterTls? Read(SettingsReader settings)
    {
        if (!settings.HasGroup(CertificateKey, PrivateKeyKey, AuthorityKey))
            return null;
        var authority = new X509Certificate2Collection();
        if (Try(settings, AuthorityKey, "holds no certificate in PEM", () => authority.ImportFromPem(settings.Optional(AuthorityKey))) && authority.Count is 0)
            settings.Complaints.Add(AuthorityKey, "holds no certificate in PEM");
        X509Certificate2? own = null;
        if (!Try(settings, CertificateKey, "holds no certificate in PEM", () => own = X509Certificate2.CreateFromPem(settings.Optional(CertificateKey)))
            || !Try(settings, PrivateKeyKey, $"holds no unencrypted key in PEM that fits {CertificateKey}", () => own = X509Certificate2.CreateFromPem(settings.Optional(CertificateKey), settings.Optional(PrivateKeyKey)))
            || authority.Count is 0)
            return null;
        var tls = new ClusterTls(own!, authority);
        if (!IsForBothSides(own!))
            settings.Complaints.Add(CertificateKey, "is not for servers and clients both, by its extended key usage");
        else if (!tls.Trusts(own!))
            settings.Complaints.Add(CertificateKey, $"is not valid at present by {AuthorityKey}");
        return tls;
    }

    /// <summary>Sets a silo's or a front's connections up.</summary>
    public void Configure(TlsOptions tls)
    {
        tls.LocalCertificate = _own;
        tls.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
        tls.RemoteCertificateValidation = (shown, _, errors) => !errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable) && Trusts(shown);
        tls.OnAuthenticateAsClient = (_, client) => client.TargetHost = ClusterClient.ClusterName;
    }

    // Each root by itself: of two with one name, as while an authority is changed, OpenSSL tries the first alone.
    private bool Trusts(X509Certificate2 certificate) => _authority.Any(root => IsRoot(root) && IsIssuedBy(root, certificate));

    private static bool IsRoot(X509Certificate2 certificate) => certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    private bool IsIssuedBy(X509Certificate2 root, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        foreach (var intermediate in _authority.Where(c => !IsRoot(c)))
            chain.ChainPolicy.ExtraStore.Add(intermediate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // an authority of one's own is replaced instead
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    // A silo is the server of some connections and the client of others. Without the extension a certificate is for everything.
    private static bool IsForBothSides(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().All(usage => s_bothSides.All(side => usage.EnhancedKeyUsages[side] is not null));

    private static bool Try(SettingsReader settings, string key, string complaint, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            settings.Complaints.Add(key, complaint);
            return false;
        }
    }
}
