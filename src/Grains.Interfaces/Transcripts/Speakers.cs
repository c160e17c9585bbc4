namespace OrleansCalls.Grains.Interfaces.Transcripts;

/// <summary>The names of a <see cref="Speaker"/>.</summary>
public static class Speakers
{
    /// <summary>The name in JSON and in the database.</summary>
    public static string Name(this Speaker speaker) => speaker is Speaker.User ? "user" : "fred";

    /// <summary>The name in a transcript's text.</summary>
    public static string DisplayName(this Speaker speaker) => speaker is Speaker.User ? "Founder" : "Fred";

    /// <summary>The speaker of this name, or null.</summary>
    public static Speaker? Parse(string? name) => name switch
    {
        "user" => Speaker.User,
        "fred" => Speaker.Fred,
        _ => null,
    };
}
