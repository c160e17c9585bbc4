using Microsoft.Extensions.Options;

namespace OrleansCalls.Silo.LanguageModel;

/// <summary>Names the bad keys; the values stay unsaid.</summary>
internal sealed class LanguageModelOptionsValidator : IValidateOptions<LanguageModelOptions>
{
    public ValidateOptionsResult Validate(string? name, LanguageModelOptions options)
    {
        string[] problems = [.. Problems(options).Select(p => $"{p.Key} {p.Problem}.")];
        return problems.Length > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    /// <summary>The keys of bad settings, and what is wrong with them.</summary>
    internal static IEnumerable<(string Key, string Problem)> Problems(LanguageModelOptions options)
    {
        if (!options.IsConfigured && (options.BaseUrl ?? options.Model) is not null)
        {
            var set = options.BaseUrl is not null ? LanguageModelOptions.BaseUrlSetting : LanguageModelOptions.ModelSetting;
            yield return (LanguageModelOptions.ApiKeySetting, $"is missing although {set} is set");
        }

        if (options.ApiKey?.Any(character => character is < ' ' or > '~') is true)
        {
            yield return (LanguageModelOptions.ApiKeySetting, "holds a character that no HTTP header can");
        }

        if (options.BaseUrl is { } url
            && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
        {
            yield return (LanguageModelOptions.BaseUrlSetting, "is no http or https address");
        }
    }
}
