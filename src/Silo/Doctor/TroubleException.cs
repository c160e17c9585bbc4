namespace OrleansCalls.Silo.Doctor;

/// <summary>A check does not hold.</summary>
/// <param name="words">What is wrong and what to change, the setting's name included.</param>
internal sealed class TroubleException(string words) : Exception(words);
