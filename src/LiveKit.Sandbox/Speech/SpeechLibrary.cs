using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Ogg;

namespace OrleansCalls.LiveKit.Sandbox.Speech;

/// <summary>
/// The clips that come with the sandbox. Only lines of the script have their own words; any other text is spoken by a generic clip.
/// </summary>
internal sealed class SpeechLibrary
{
    private static readonly TimeSpan PerCharacter = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private readonly Dictionary<string, Clip> _byText;
    private readonly Clip _generic;

    public SpeechLibrary()
    {
        var index = JsonSerializer.Deserialize<ClipIndex>(Read("index.json"), JsonSerializerOptions.Web)!;
        _byText = index.Script.ToDictionary(line => line.Text, line => ReadClip(line.Clip), StringComparer.Ordinal);
        _generic = ReadClip(index.Generic);
        Script = [.. index.Script.Select(line => new ScriptLine(line.Speaker, line.Text, (int)_byText[line.Text].Length.TotalMilliseconds))];
    }

    /// <summary>The scripted call, in the order in which it is spoken.</summary>
    public IReadOnlyList<ScriptLine> Script { get; }

    /// <summary>The utterance of a text from now on. Without a duration it takes its clip's length, or 60 ms a character.</summary>
    public Utterance Say(string identity, string text, DateTimeOffset now, TimeSpan? duration)
    {
        var clip = _byText.GetValueOrDefault(text);
        var length = duration ?? clip?.Length ?? PerCharacter * Math.Max(1, text.Length);
        return new Utterance(identity, text, now, now + (length < Longest ? length : Longest), clip ?? _generic);
    }

    private static Clip ReadClip(string name) => new(OpusReader.ReadPackets(Read(name)));

    private static byte[] Read(string name)
    {
        using var resource = typeof(SpeechLibrary).Assembly.GetManifestResourceStream($"clips/{name}")
            ?? throw new InvalidOperationException($"The clip {name} is missing from the program.");
        using var bytes = new MemoryStream();
        resource.CopyTo(bytes);
        return bytes.ToArray();
    }

    private sealed record ClipIndex(IReadOnlyList<IndexedLine> Script, string Generic);

    private sealed record IndexedLine(string Speaker, string Text, string Clip);
}
