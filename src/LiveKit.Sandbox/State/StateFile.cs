using System.Text.Json;
using OrleansCalls.LiveKit.Sandbox.Egresses;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.State;

/// <summary>
/// Keeps the state over a restart, as Redis does for LiveKit: a line for each change, in the hands of the operating system
/// before anybody hears of the change, so that it also survives <c>kill -9</c>. A restart makes the file short again.
/// Without a file nothing is kept.
/// </summary>
internal sealed class StateFile : IDisposable
{
    private readonly Lock _lock = new();
    private FileStream? _file;

    /// <summary>Reads the file, if there is one, and goes on with it.</summary>
    public StateFile(SandboxOptions options)
    {
        if (options.StateFile is not { } path)
            return;

        Restored = SandboxState.Of(File.Exists(path) ? File.ReadLines(path) : []);
        var shortened = path + ".new";
        using (var file = new FileStream(shortened, FileMode.Create, FileAccess.Write))
        {
            foreach (var line in Restored.Lines())
                file.Write(Bytes(line));
        }

        File.Move(shortened, path, overwrite: true);
        _file = new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
    }

    /// <summary>What an earlier run left.</summary>
    public SandboxState Restored { get; } = new();

    public void Write(EgressInfo egress) => Write(new StateLine { Egress = egress });

    public void Write(Upload upload) => Write(new StateLine { Upload = upload });

    /// <summary>A fault of the kind was injected once more.</summary>
    public void WriteCounted(string kind) => Write(new StateLine { Counted = kind });

    /// <summary>No fault was injected so far.</summary>
    public void WriteNothingCounted() => Write(new StateLine { IsNothingCounted = true });

    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Write(StateLine line)
    {
        lock (_lock)
            _file?.Write(Bytes(line));
    }

    private static byte[] Bytes(StateLine line) => [.. JsonSerializer.SerializeToUtf8Bytes(line, ProtoJson.Webhook), (byte)'\n'];
}
