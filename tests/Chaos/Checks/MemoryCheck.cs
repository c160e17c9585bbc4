namespace OrleansCalls.Chaos.Checks;

/// <summary>One memory row, of this session and with this summary.</summary>
internal static class MemoryCheck
{
    public static IEnumerable<string> Complaints(SessionFacts row, IReadOnlyList<MemoryFacts> memories)
    {
        if (memories is not [var memory])
        {
            yield return $"it has {memories.Count} memory rows";
            yield break;
        }

        if (memory.SessionId != row.Id || memory.UserId != row.UserId)
        {
            yield return "its memory row belongs to another session or user";
        }

        if (memory.Content != row.Summary)
        {
            yield return "its memory row has another summary than its row";
        }
    }
}
