using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.Grains.Interfaces.Transcripts;

/// <summary>A transcript as text, and that text's fingerprint.</summary>
public static class TranscriptText
{
    private static readonly char[] LineBreaks = ['\r', '\n', '\v', '\f', '\u0085', '\u2028', '\u2029'];

    /// <summary>A line each, <c>Founder: …</c> or <c>Fred: …</c>, joined by <c>\n</c>; line breaks inside a text become spaces.</summary>
    public static string Of(IReadOnlyList<TranscriptLine> lines) => string.Join('\n', lines.Select(Of));

    /// <summary>One line of that text.</summary>
    public static string Of(TranscriptLine line) => $"{line.Speaker.DisplayName()}: {OnOneLine(line.Text)}";

    /// <summary>SHA-256, in lower-case hex, of who said what in which order; times and ids do not count.</summary>
    public static string Hash(IReadOnlyList<TranscriptLine> lines)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var line in lines)
        {
            var said = Encoding.UTF8.GetBytes($"{line.Speaker.Name()}:{line.Text}");
            BinaryPrimitives.WriteInt32LittleEndian(length, said.Length);
            hash.AppendData(length);
            hash.AppendData(said);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The text with its line breaks as spaces.</summary>
    public static string OnOneLine(string text) =>
        string.Join(' ', text.Split(LineBreaks, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
