namespace OrleansCalls.DevStack.Stack;

/// <summary>
/// The data of one running stack, locked while it runs. A second stack in the same checkout gets the next folder, and with it
/// a Postgres and an S3 of its own; the secrets are the checkout's.
/// </summary>
internal sealed class StackFolder : IDisposable
{
    private const int Most = 9;

    private readonly FileStream running;

    private StackFolder(string path, FileStream running)
    {
        Path = path;
        this.running = running;
    }

    public string Path { get; }

    public string Logs => System.IO.Path.Combine(Path, "logs");

    private string AddressesPath => System.IO.Path.Combine(Path, "addresses.json");

    public static StackFolder Claim(Checkout checkout)
    {
        var folder = Candidates(checkout).Select(TryClaim).FirstOrDefault(folder => folder is not null)
            ?? throw new InvalidOperationException($"{Most} stacks of this checkout are running already.");
        if (Directory.Exists(folder.Logs))
        {
            Directory.Delete(folder.Logs, recursive: true); // of the run before
        }

        return folder;
    }

    /// <summary>The addresses of the first stack of this checkout that runs, or null.</summary>
    public static StackAddresses? RunningIn(Checkout checkout)
    {
        foreach (var candidate in Candidates(checkout).Where(Directory.Exists))
        {
            using var idle = TryClaim(candidate);
            var addresses = System.IO.Path.Combine(candidate, "addresses.json");
            if (idle is null && File.Exists(addresses))
            {
                return StackAddresses.FromJson(File.ReadAllText(addresses));
            }
        }

        return null;
    }

    public void Announce(StackAddresses addresses)
    {
        using var file = new FileStream(AddressesPath, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite, // the database's password is in it
        });
        file.Write(System.Text.Encoding.UTF8.GetBytes(addresses.ToJson()));
    }

    public void Dispose()
    {
        File.Delete(AddressesPath);
        running.Dispose();
    }

    private static IEnumerable<string> Candidates(Checkout checkout) => Enumerable.Range(1, Most)
        .Select(n => n == 1 ? checkout.LocalFolder : System.IO.Path.Combine(checkout.LocalFolder, $"stack-{n}"));

    private static StackFolder? TryClaim(string path)
    {
        Directory.CreateDirectory(path);
        try
        {
            return new StackFolder(
                path, new FileStream(System.IO.Path.Combine(path, "running"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException)
        {
            return null; // locked by the stack that runs there
        }
    }
}
