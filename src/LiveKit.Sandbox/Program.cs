using OrleansCalls.LiveKit.Sandbox;

const string likeLiveKit = "http://127.0.0.1:7880";

var settings = new ConfigurationBuilder().AddEnvironmentVariables().Build();

await using var sandbox = SandboxApp.Create(SandboxOptions.From(settings), settings["ASPNETCORE_URLS"] ?? likeLiveKit);
await sandbox.RunAsync();
