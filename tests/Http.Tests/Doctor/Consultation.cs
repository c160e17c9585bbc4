namespace OrleansCalls.Http.Tests.Doctor;

/// <summary>What the doctor said.</summary>
internal sealed record Consultation(int Code, string Output, IReadOnlyDictionary<string, string?> Settings)
{
    private static readonly string[] s_secret =
    [
        "LIVEKIT_API_SECRET", "RECORDING_S3_SECRET", "OPENAI_API_KEY", "AUTH_JWT_SECRET", "VOICE_AGENT_SECRET", "OPERATOR_SECRET", "Webhooks:SecretsKey", "Cluster:Tls:Key",
        "DATABASE_URL",
    ];

    private IEnumerable<string[]> Lines => Output.Split('\n').Select(line => line.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>What has this verdict, in the order of the checks.</summary>
    public IEnumerable<string> Of(string verdict) => Lines.Where(words => words.Length == 3 && words[0] == verdict).Select(words => words[1]);

    /// <summary>What the doctor said of this.</summary>
    public string WordsOf(string what) => Lines.First(words => words.Length == 3 && words[1] == what)[2];

    public void HoldsNoSecret() => Assert.All(s_secret, key =>
    {
        foreach (var secret in Settings.GetValueOrDefault(key)?.Split([',', '\n'], StringSplitOptions.RemoveEmptyEntries) ?? [])
            Assert.DoesNotContain(secret, Output, StringComparison.Ordinal);
    });
}
