using OrleansCalls.Silo.Doctor;
using OrleansCalls.Silo.Hosting;
using OrleansCalls.Silo.Migrations;

var configuration = new ConfigurationBuilder().AddJsonFile("appsettings.json", optional: true).AddEnvironmentVariables().Build();
return args.SkipWhile(word => word is "--").FirstOrDefault() switch
{
    "migrate" => await MigrateCommand.RunAsync(configuration, CancellationToken.None),
    "doctor" => await DoctorCommand.RunAsync(configuration),
    _ => await SiloProgram.RunAsync(args),
};
