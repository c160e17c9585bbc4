using OrleansCalls.DevStack.Network;
using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.Webhooks.Tests.Hosting;

/// <summary>A silo as a process of its own, which can be killed.</summary>
internal static class SiloProcess
{
    public static ChildProcess Start(string database, string name) => ChildProcess.Start(new ChildCommand
    {
        Name = name,
        Program = "dotnet",
        Arguments = [Path.Combine(AppContext.BaseDirectory, "OrleansCalls.Silo.dll")],
        Environment = new Dictionary<string, string?>
        {
            ["DATABASE_URL"] = database,
            ["Cluster__Clustering"] = "Localhost",
            ["Cluster__SiloPort"] = $"{FreePort.Next()}",
            ["Cluster__GatewayPort"] = $"{FreePort.Next()}",
            ["Webhooks__AllowPrivateTargets"] = "true",
        },
        LogPath = Path.Combine(AppContext.BaseDirectory, "logs", $"{name}-{Guid.NewGuid():n}.log"),
        WorkingDirectory = AppContext.BaseDirectory,
    });
}
