namespace OrleansCalls.Grains.CustomerWebhooks;

/// <summary>What <c>summary.ready</c> says. The summary itself is read at the call: one that is made by rule quotes what was said.</summary>
/// <param name="Room">The call's room.</param>
/// <param name="Source"><c>model</c>, or <c>heuristic</c> for one that is made by rule.</param>
/// <param name="Provisional">Whether another one follows when the language model answers.</param>
/// <param name="TranscriptLines">How many lines it summarises.</param>
/// <param name="Url">Where the call can be looked at.</param>
internal sealed record SummaryData(string Room, string Source, bool Provisional, int TranscriptLines, string Url);
