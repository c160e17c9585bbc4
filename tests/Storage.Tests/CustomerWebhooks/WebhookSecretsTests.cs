using System.Security.Cryptography;
using OrleansCalls.Silo.CustomerWebhooks;

namespace OrleansCalls.Storage.Tests.CustomerWebhooks;

public sealed class WebhookSecretsTests
{
    private static readonly Guid Endpoint = Guid.NewGuid();
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] NewKey = RandomNumberGenerator.GetBytes(32);

    [Fact]
    public void Protect_NoKey_IsTheSecret() => Assert.Equal("whsec_a", new WebhookSecrets([]).Protect(Endpoint, "whsec_a"));

    [Fact]
    public void Protect_Key_IsReadAgainByWhoHasIt()
    {
        var stored = new WebhookSecrets([Key]).Protect(Endpoint, "whsec_a");

        Assert.DoesNotContain("whsec_", stored, StringComparison.Ordinal);
        Assert.NotEqual(stored, new WebhookSecrets([Key]).Protect(Endpoint, "whsec_a"));
        Assert.Equal("whsec_a", new WebhookSecrets([Key]).Reveal(Endpoint, stored));
        Assert.Equal("whsec_a", new WebhookSecrets([NewKey, Key]).Reveal(Endpoint, stored)); // while keys are changed
        Assert.Null(new WebhookSecrets([NewKey]).Reveal(Endpoint, stored));
        Assert.Null(new WebhookSecrets([]).Reveal(Endpoint, stored));
    }

    [Fact]
    public void Reveal_InAnotherEndpointsRow_IsOfNoUse() =>
        Assert.Null(new WebhookSecrets([Key]).Reveal(Guid.NewGuid(), new WebhookSecrets([Key]).Protect(Endpoint, "whsec_a")));

    [Fact]
    public void Reveal_StoredBeforeThereWasAKey_IsTheSecret() =>
        Assert.Equal("whsec_a", new WebhookSecrets([Key]).Reveal(Endpoint, "whsec_a"));
}
