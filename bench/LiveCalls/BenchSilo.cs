using OrleansCalls.Bench.Measures;
using OrleansCalls.DevStack;
using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.Bench.LiveCalls;

/// <summary>The real silo's process, without HTTP.</summary>
internal static class BenchSilo
{
    public const string LiveKitKey = "bench";
    public const string LiveKitSecret = "a secret of at least thirty-two bytes";

    /// <param name="checkout">Where the program is.</param>
    /// <param name="databaseUrl">Where the silos meet.</param>
    /// <param name="liveKitUrl">LiveKit's address.</param>
    /// <param name="logFolder">Where its log goes.</param>
    /// <param name="operations">Where it serves its metrics; null: anywhere.</param>
    public static ChildProcess Start(Checkout checkout, string databaseUrl, string liveKitUrl, string logFolder, Uri? operations = null) => ChildProcess.Start(new ChildCommand
    {
        Name = "The silo",
        Program = Environment.ProcessPath!, // this program was started as 'dotnet x.dll' too
        Arguments = [checkout.ProgramOf("Silo")],
        Environment = new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = databaseUrl,
            ["LIVEKIT_URL"] = liveKitUrl,
            ["LIVEKIT_API_KEY"] = LiveKitKey,
            ["LIVEKIT_API_SECRET"] = LiveKitSecret,
            ["RECORDING_S3_ACCESS_KEY"] = "bench", // never reached: no recording ends within a run
            ["RECORDING_S3_SECRET"] = "bench",
            ["RECORDING_S3_BUCKET"] = "bench",
            ["RECORDING_S3_REGION"] = "bench",
            ["OPERATOR_SECRET"] = ManagedHeap.OperatorSecret,
            ["Operations__Url"] = operations?.ToString().TrimEnd('/'),
            ["Logging__LogLevel__Default"] = "Warning",
            ["NO_PROXY"] = "127.0.0.1",
            ["no_proxy"] = "127.0.0.1",
        },
        LogPath = Path.Combine(logFolder, "silo.log"),
        WorkingDirectory = Path.GetDirectoryName(checkout.ProgramOf("Silo"))!,
    });
}
