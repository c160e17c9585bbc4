using OrleansCalls.Silo.Hosting;
using OrleansCalls.Silo.Migrations;

if (args is ["migrate", ..] or ["--", "migrate", ..])
{
    var configuration = new ConfigurationBuilder().AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
    return await MigrateCommand.RunAsync(configuration, CancellationToken.None);
}

return await SiloProgram.RunAsync(args);
