using System.Security.Cryptography;
using System.Text.Json;

namespace OrleansCalls.DevStack.Secrets;

/// <summary>The secrets of a checkout's local servers: made once, kept in a file that only its owner can read.</summary>
internal sealed record LocalSecrets
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public required string AuthJwtSecret { get; init; }

    public required string LiveKitApiKey { get; init; }

    public required string LiveKitApiSecret { get; init; }

    public required string VoiceAgentSecret { get; init; }

    public required string PostgresPassword { get; init; }

    public required string S3Secret { get; init; }

    public static LocalSecrets Of(Checkout checkout)
    {
        var path = Path.Combine(checkout.LocalFolder, "secrets.json");
        if (!File.Exists(path))
        {
            KeepUnlessMadeMeanwhile(path, New());
        }

        return JsonSerializer.Deserialize<LocalSecrets>(File.ReadAllText(path), JsonSerializerOptions.Web)!;
    }

    private static LocalSecrets New() => new()
    {
        AuthJwtSecret = Hex(),
        LiveKitApiKey = "devkey",
        LiveKitApiSecret = Hex(),
        VoiceAgentSecret = Hex(),
        PostgresPassword = Hex(),
        S3Secret = Hex(),
    };

    private static string Hex() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    private static void KeepUnlessMadeMeanwhile(string path, LocalSecrets secrets)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var unfinished = $"{path}.{Environment.ProcessId}";
        using (var file = new FileStream(
            unfinished, new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly }))
        {
            JsonSerializer.Serialize(file, secrets, JsonSerializerOptions.Web);
        }

        try
        {
            File.Move(unfinished, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(unfinished);
        }
    }
}
