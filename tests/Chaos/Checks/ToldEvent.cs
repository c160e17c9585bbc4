namespace OrleansCalls.Chaos.Checks;

/// <summary>A webhook that a customer got.</summary>
/// <param name="User">Whose endpoint it came to.</param>
/// <param name="Id">The event's id; a repetition has the same.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Status">The call's status, where the event tells it.</param>
internal sealed record ToldEvent(string User, string Id, string Type, string? Status = null);
