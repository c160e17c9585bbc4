using System.Globalization;

namespace OrleansCalls.Silo.Doctor;

/// <summary>Prints a line for each check as it ends. What others said may hold anything: secrets of ours are taken out.</summary>
internal sealed class Report(TextWriter output, IReadOnlyList<string> secrets)
{
    private const int ShortestSecret = 4; // taking out less would only make lines unreadable

    private readonly List<string> _secrets = [.. secrets.Where(s => s.Length >= ShortestSecret).OrderByDescending(s => s.Length)];

    /// <summary>How many checks failed.</summary>
    public int Failures { get; private set; }

    public async Task AddAsync(Finding finding)
    {
        Failures += finding.Verdict is Verdict.Failed ? 1 : 0;
        var words = _secrets.Aggregate(finding.Words, (text, secret) => text.Replace(secret, "[secret]", StringComparison.Ordinal));
        await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{Word(finding.Verdict),-8} {finding.What,-10} {words}"));
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Passed => "ok",
        Verdict.Failed => "FAILED",
        Verdict.Off => "off",
        _ => "skipped",
    };
}
