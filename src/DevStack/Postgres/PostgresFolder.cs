using System.Security.Cryptography;
using System.Text;

namespace OrleansCalls.DevStack.Postgres;

/// <summary>Where Postgres keeps its data, and as whom it runs: it refuses to be root, so root lends it the user 'postgres'.</summary>
internal static class PostgresFolder
{
    private const string Elsewhere = "/var/tmp";

    public static string? User => Environment.IsPrivilegedProcess ? "postgres" : null;

    /// <summary>The folder itself, or one under /var/tmp named after it where the user 'postgres' cannot get to it.</summary>
    public static string ReachableFor(string folder)
    {
        var full = Path.GetFullPath(folder);
        return User is null || ParentsOf(full).All(OthersMayPass)
            ? full
            : Path.Combine(Elsewhere, $"orleanscalls-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..12]}");
    }

    private static IEnumerable<DirectoryInfo> ParentsOf(string folder)
    {
        for (var parent = Directory.GetParent(folder); parent is not null; parent = parent.Parent)
        {
            yield return parent;
        }
    }

    private static bool OthersMayPass(DirectoryInfo folder) => !folder.Exists || folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute);
}
