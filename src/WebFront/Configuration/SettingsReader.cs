using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace OrleansCalls.WebFront.Configuration;

/// <summary>
/// Reads settings by their environment names, which are also their keys in appsettings, and gathers what is wrong with
/// them. A setting that is empty counts as absent. In the place of each, its name with <see cref="SettingFile.Suffix"/> may
/// name a file that holds the value, as containers are given secrets.
/// </summary>
public sealed class SettingsReader(IConfiguration configuration)
{
    private readonly Dictionary<string, string?> _files = new(StringComparer.Ordinal);

    /// <summary>What is wrong so far.</summary>
    public SettingsComplaints Complaints { get; } = new();

    /// <summary>The setting, or null when it is absent. A file that does not give it is a complaint.</summary>
    public string? Optional(string key)
    {
        var value = Present(key);
        if (Present(key + SettingFile.Suffix) is not { } path)
            return value;
        if (value is null)
            return _files.TryGetValue(key, out var read) ? read : _files[key] = FromFile(key, path);
        Complaints.Add(key + SettingFile.Suffix, $"is set beside {key}: only one of them can give the value");
        return null;
    }

    /// <summary>The setting; absent is a complaint.</summary>
    public string? Required(string key)
    {
        if (Optional(key) is { } value)
            return value;
        Complaints.Add(key, "is missing");
        return null;
    }

    /// <summary>The values of a setting that may hold several, separated by commas; none when it is absent.</summary>
    public string[] List(string key) =>
        Optional(key)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    /// <summary>Whether all of the settings are there. None of them: that part is off. Some of them: a complaint for each other.</summary>
    public bool HasGroup(params ReadOnlySpan<string> keys)
    {
        var missing = new List<string>();
        foreach (var key in keys)
        {
            if (Optional(key) is null)
                missing.Add(key);
        }

        if (missing.Count > 0 && missing.Count < keys.Length)
        {
            foreach (var key in missing)
                Complaints.Add(key, "is missing, although the settings that belong with it are there");
        }

        return missing.Count == 0;
    }

    /// <summary>The whole number in this setting; the standard one when absent, and for anything else a complaint.</summary>
    public int Number(string key, int standard, int least, int most)
    {
        if (Optional(key) is not { } value)
            return standard;
        if (int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        Complaints.Add(key, string.Create(CultureInfo.InvariantCulture, $"is not a whole number from {least} to {most}"));
        return standard;
    }

    /// <summary>The absolute URL in this setting with one of these schemes; null when absent, and for anything else a complaint.</summary>
    public Uri? OptionalUrl(string key, params ReadOnlySpan<string> schemes)
    {
        if (Optional(key) is not { } value)
            return null;
        if (Uri.TryCreate(value, UriKind.Absolute, out var url) && url.Host.Length > 0 && schemes.Contains(url.Scheme))
            return url;
        Complaints.Add(key, $"is not an absolute URL with one of the schemes {string.Join(", ", schemes!)}");
        return null;
    }

    private string? FromFile(string key, string path)
    {
        var (value, problem) = SettingFile.Read(path);
        if (problem is not null)
            Complaints.Add(key + SettingFile.Suffix, problem);
        return value;
    }

    private string? Present(string key) =>
        configuration[key] is { } value && !string.IsNullOrWhiteSpace(value) ? value : null;
}
