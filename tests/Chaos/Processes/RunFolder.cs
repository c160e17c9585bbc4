using System.Globalization;
using OrleansCalls.DevStack;

namespace OrleansCalls.Chaos.Processes;

/// <summary>Where one run keeps its logs; each run has a folder of its own, so that several can run at once.</summary>
internal sealed class RunFolder
{
    private RunFolder(string path)
    {
        Path = path;
    }

    public string Path { get; }

    public string Logs => System.IO.Path.Combine(Path, "logs");

    public static RunFolder Make(Checkout checkout, int seed, TimeProvider time)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{time.GetUtcNow():yyyyMMdd-HHmmss}-{seed}-{Environment.ProcessId}");
        var folder = new RunFolder(System.IO.Path.Combine(checkout.LocalFolder, "chaos", name));
        Directory.CreateDirectory(folder.Logs);
        return folder;
    }

    public void Delete() => Directory.Delete(Path, recursive: true);
}
