namespace OrleansCalls.Silo.LanguageModel;

/// <summary>The language model, from the configuration.</summary>
public sealed class LanguageModelOptions
{
    /// <summary>The key of the setting that holds <see cref="ApiKey"/>.</summary>
    public const string ApiKeySetting = "OPENAI_API_KEY";

    /// <summary>The key of the setting that holds <see cref="BaseUrl"/>.</summary>
    public const string BaseUrlSetting = "OPENAI_BASE_URL";

    /// <summary>The key of the setting that holds <see cref="Model"/>.</summary>
    public const string ModelSetting = "SUMMARY_MODEL";

    /// <summary>The model that is asked where none is named.</summary>
    public const string DefaultModel = "gpt-4.1-mini";

    /// <summary>The secret; a server that wants none still needs some value here. Null: no model.</summary>
    public string? ApiKey { get; set; }

    /// <summary>Where a server speaks OpenAI's protocol, up to and with <c>/v1</c>. Null: OpenAI itself.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Null: <see cref="DefaultModel"/>.</summary>
    public string? Model { get; set; }

    /// <summary>Whether there is a model to ask.</summary>
    public bool IsConfigured => ApiKey is not null;

    /// <summary>Takes the values of the settings; blank is absent.</summary>
    internal void Take(Func<string, string?> setting)
    {
        ApiKey = Trimmed(setting(ApiKeySetting));
        BaseUrl = Trimmed(setting(BaseUrlSetting));
        Model = Trimmed(setting(ModelSetting));
    }

    private static string? Trimmed(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
