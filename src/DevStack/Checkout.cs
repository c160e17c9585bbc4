namespace OrleansCalls.DevStack;

/// <summary>The working copy that this program was built in, and where its parts are.</summary>
public sealed record Checkout(string Root)
{
    /// <summary>Everything that local runs keep, ignored by git.</summary>
    public string LocalFolder => Path.Combine(Root, ".local");

    /// <summary>Found from where this program lies.</summary>
    public static Checkout Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "OrleansCalls.sln")))
            {
                return new Checkout(folder.FullName);
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a checkout of OrleansCalls.");
    }

    /// <summary>The built program of a project under src/, in the configuration that this program was built in.</summary>
    public string ProgramOf(string project)
    {
        var configuration = AppContext.BaseDirectory.Contains("/Release/", StringComparison.Ordinal) ? "Release" : "Debug";
        var path = Path.Combine(Root, "src", project, "bin", configuration, "net10.0", $"OrleansCalls.{project}.dll");
        return File.Exists(path) ? path : throw new InvalidOperationException($"{path} is not built. './dev up' builds it.");
    }
}
