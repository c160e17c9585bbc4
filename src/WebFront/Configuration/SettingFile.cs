using System.Text;

namespace OrleansCalls.WebFront.Configuration;

/// <summary>
/// A file that holds the value of one setting, as containers are given secrets: UTF-8 text, of which one line break at the
/// end is no part. Problems say nothing of the path either: somebody may have put the secret itself there.
/// </summary>
internal static class SettingFile
{
    /// <summary>What follows a setting's name in the name of the setting that holds the path.</summary>
    public const string Suffix = "_FILE";

    private const int MostBytes = 64 * 1024;

    private static readonly UTF8Encoding s_strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads the value.</summary>
    /// <returns>The value, or what is wrong with the file, following the setting's name in a sentence.</returns>
    public static (string? Value, string? Problem) Read(string path)
    {
        try
        {
            var bytes = new byte[MostBytes + 1];
            using var file = File.OpenRead(path);
            var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            if (length > MostBytes)
                return (null, "names a file of more than 64 KiB");
            var text = WithoutLineBreak(s_strict.GetString(bytes, 0, length).TrimStart('\uFEFF')); // some editors' mark of UTF-8
            return string.IsNullOrWhiteSpace(text) ? (null, "names a file that is empty") : (text, null);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return (null, "names a file that is not there");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException and not DecoderFallbackException)
        {
            return (null, "names a file that cannot be read");
        }
        catch (DecoderFallbackException)
        {
            return (null, "names a file that is not UTF-8 text");
        }
    }

    private static string WithoutLineBreak(string text) =>
        text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2]
        : text.EndsWith('\n') ? text[..^1]
        : text;
}
