using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrleansCalls.Http.Tests.Cluster;

/// <summary>An authority of a cluster's own, as an operator makes one.</summary>
internal sealed class CertificateAuthority : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public CertificateAuthority()
    {
        var request = new CertificateRequest("CN=calls", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        var now = TimeProvider.System.GetUtcNow();
        _root = request.CreateSelfSigned(now.AddDays(-10), now.AddDays(10));
    }

    /// <summary>Its certificate in PEM.</summary>
    public string Pem => _root.ExportCertificatePem();

    /// <summary>A certificate of its, with the key.</summary>
    /// <param name="daysLeft">Until it expires.</param>
    /// <param name="usages">Its extended key usages; none at all unless some are named.</param>
    public (string Certificate, string Key) Issue(int daysLeft = 1, params string[] usages)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=silo", key, HashAlgorithmName.SHA256);
        if (usages.Length > 0)
            request.CertificateExtensions.Add(Usages(usages));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(_root, now.AddDays(-5), now.AddDays(daysLeft), Guid.NewGuid().ToByteArray());
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <summary>The settings of a program of the cluster.</summary>
    public (string Key, string? Value)[] Settings()
    {
        var (certificate, key) = Issue();
        return [("Cluster:Tls:Certificate", certificate), ("Cluster:Tls:Key", key), ("Cluster:Tls:Authority", Pem)];
    }

    private static X509EnhancedKeyUsageExtension Usages(string[] usages)
    {
        var oids = new OidCollection();
        foreach (var usage in usages)
            oids.Add(new Oid(usage));
        return new X509EnhancedKeyUsageExtension(oids, critical: false);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
    }
}
