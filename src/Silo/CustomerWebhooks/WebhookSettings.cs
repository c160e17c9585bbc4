using OrleansCalls.Grains.CustomerWebhooks;
using OrleansCalls.WebFront.Configuration;

namespace OrleansCalls.Silo.CustomerWebhooks;

/// <summary>What a silo is told about users' webhooks: <c>Webhooks:…</c>. Not a record: a record would print the keys.</summary>
internal sealed class WebhookSettings
{
    private const string KeysKey = "Webhooks:SecretsKey";
    private const int KeyBytes = 32;

    /// <summary>
    /// <c>Webhooks:AllowPrivateTargets</c>: whether events may be sent by plain HTTP, to any port, and to addresses that are
    /// not public. For development; elsewhere users would reach what only this machine can.
    /// </summary>
    public bool AllowPrivateTargets { get; init; }

    /// <summary>
    /// <c>Webhooks:SecretsKey</c>: what endpoints' secrets are encrypted with in the database, 32 bytes as base64; two,
    /// separated by a comma, while it is rotated: the first encrypts. None: they are stored as they are.
    /// </summary>
    public IReadOnlyList<byte[]> Keys { get; init; } = [];

    public static WebhookSettings Read(SettingsReader settings, Func<string, bool> flag) => new()
    {
        AllowPrivateTargets = flag("Webhooks:AllowPrivateTargets"),
        Keys = ReadKeys(settings),
    };

    /// <summary>How events are delivered with these settings.</summary>
    public WebhookOptions Options => new() { AllowPrivateTargets = AllowPrivateTargets };

    private static List<byte[]> ReadKeys(SettingsReader settings)
    {
        var keys = new List<byte[]>();
        foreach (var text in settings.Optional(KeysKey)?.Split(',', StringSplitOptions.TrimEntries) ?? [])
        {
            var key = new byte[KeyBytes];
            if (!Convert.TryFromBase64String(text, key, out var length) || length != KeyBytes)
            {
                settings.Complaints.Add(KeysKey, "is not 32 bytes as base64, or two of them, separated by a comma");
                return [];
            }

            keys.Add(key);
        }

        if (keys.Count > 2)
        {
            settings.Complaints.Add(KeysKey, "holds more than two keys");
        }

        return keys;
    }
}
