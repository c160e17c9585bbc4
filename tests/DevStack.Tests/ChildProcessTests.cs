using OrleansCalls.DevStack.Processes;

namespace OrleansCalls.DevStack.Tests;

public sealed class ChildProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("orleanscalls-child-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task Stop_ProgramThatObeys_IsGraceful()
    {
        await using var child = await StartAsync("trap 'echo bye; exit 3' TERM; echo up; while :; do sleep 0.05; done");

        Assert.True(await child.StopAsync());
        Assert.Equal(3, await child.Exited);
        Assert.Contains("bye", child.LogTail(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_ProgramThatDoesNot_KillsIt()
    {
        await using var child = await StartAsync("trap '' TERM; echo up; while :; do sleep 0.05; done");

        Assert.False(await child.StopAsync(TimeSpan.FromMilliseconds(200)));
        Assert.Equal(137, await child.Exited);
    }

    [Fact]
    public async Task Stop_FrozenProgram_IsGraceful()
    {
        await using var child = await StartAsync("trap 'exit 3' TERM; echo up; while :; do sleep 0.05; done");
        child.Signal(UnixSignal.Freeze);

        Assert.True(await child.StopAsync());
        Assert.Equal(3, await child.Exited);
    }

    [Fact]
    public async Task Run_CommandThatFails_ShowsItsOutput()
    {
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => ChildProcess.RunAsync(Shell("echo no such thing; exit 5"), TestContext.Current.CancellationToken));

        Assert.Contains("exit code 5", failure.Message, StringComparison.Ordinal);
        Assert.Contains("no such thing", failure.Message, StringComparison.Ordinal);
    }

    private async Task<ChildProcess> StartAsync(string script)
    {
        var child = ChildProcess.Start(Shell(script));
        while (!child.LogTail().Contains("up", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        return child;
    }

    private ChildCommand Shell(string script) => new()
    {
        Name = "the script",
        Program = "/bin/sh",
        Arguments = ["-c", script],
        LogPath = Path.Combine(folder.FullName, "log"),
        WorkingDirectory = folder.FullName,
    };
}
