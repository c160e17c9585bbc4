using System.Globalization;

namespace OrleansCalls.Bench.Measures;

/// <summary>What Linux counts for processes.</summary>
internal static class ProcessLoad
{
    private const double TicksPerSecond = 100;

    /// <summary>CPU seconds that a process has used so far.</summary>
    public static double CpuSeconds(int process) => Stat(process) is { } stat ? (stat.User + stat.System) / TicksPerSecond : 0;

    /// <summary>CPU seconds of a server and its children so far, also of those that have ended.</summary>
    public static double CpuSecondsOfFamily(int parent)
    {
        var ticks = Stat(parent) is { } own ? own.User + own.System + own.Ended : 0;
        foreach (var folder in Directory.GetDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Stat(id) is { } stat && stat.Parent == parent)
            {
                ticks += stat.User + stat.System;
            }
        }

        return ticks / TicksPerSecond;
    }

    public static int ParentOf(int process) => Stat(process)?.Parent ?? throw new InvalidOperationException("The process has ended");

    /// <summary>Memory that a process holds, in MB.</summary>
    public static double ResidentMegabytes(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();

    private static (int Parent, long User, long System, long Ended)? Stat(int process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' '); // the name may hold spaces
            return (int.Parse(fields[1], CultureInfo.InvariantCulture), Number(11), Number(12), Number(13) + Number(14));

            long Number(int field) => long.Parse(fields[field], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // it ended meanwhile
        }
    }
}
