using OrleansCalls.LiveKit.Sandbox;

var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();

await using var sandbox = SandboxApp.Create(SandboxOptions.From(settings), url: null);
await sandbox.RunAsync();
