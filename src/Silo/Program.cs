using OrleansCalls.Silo.Doctor;
using OrleansCalls.Silo.Hosting;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.Silo.Rights;

var configuration = new ConfigurationBuilder().AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
string[] words = [.. args.SkipWhile(word => word is "--")];
return words.FirstOrDefault() switch
{
    "migrate" => await MigrateCommand.RunAsync(configuration, CancellationToken.None),
    "grant" => await GrantCommand.RunAsync(configuration, words.ElementAtOrDefault(1), CancellationToken.None),
    "doctor" => await DoctorCommand.RunAsync(configuration),
    _ => await SiloProgram.RunAsync(args),
};
