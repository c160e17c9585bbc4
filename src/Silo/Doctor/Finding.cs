namespace OrleansCalls.Silo.Doctor;

/// <summary>What came of one check.</summary>
/// <param name="Verdict">How it went.</param>
/// <param name="What">What was checked, in a word or two.</param>
/// <param name="Words">What the check proves, or what is wrong and which setting to change.</param>
internal sealed record Finding(Verdict Verdict, string What, string Words);
