using System.Globalization;
using System.Text;

namespace OrleansCalls.WebFront.Configuration;

/// <summary>
/// What is wrong with the settings, gathered from every part, so that one message names every bad key. Says nothing of the
/// values, which may be secret.
/// </summary>
public sealed class SettingsComplaints
{
    private readonly SortedDictionary<string, string> _problems = new(StringComparer.Ordinal);

    /// <summary>Whether the program must not start.</summary>
    public bool Any => _problems.Count > 0;

    /// <summary>The keys complained about.</summary>
    public IReadOnlyCollection<string> Keys => _problems.Keys;

    /// <summary>Adds a complaint; a further one about the same key is left out, and so is one where the file that should give the value is at fault.</summary>
    /// <param name="key">The setting's name.</param>
    /// <param name="problem">What is wrong, following the key in a sentence. Never the value.</param>
    public void Add(string key, string problem)
    {
        if (!_problems.ContainsKey(key + SettingFile.Suffix))
            _problems.TryAdd(key, problem);
    }

    /// <summary>The one message, for an operator.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("The settings do not allow a start:");
        foreach (var (key, problem) in _problems)
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"  {key} {problem}");
        return text.ToString();
    }
}
