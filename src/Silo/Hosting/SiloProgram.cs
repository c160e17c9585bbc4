using Npgsql;
using OrleansCalls.Grains;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.Migrations;
using OrleansCalls.WebFront;
using OrleansCalls.WebFront.Configuration;
using OrleansCalls.WebFront.Operations;

namespace OrleansCalls.Silo.Hosting;

/// <summary>A silo, which serves HTTP too where <c>Web:Enabled</c> is set.</summary>
internal static class SiloProgram
{
    /// <summary>Runs it until it is told to stop.</summary>
    /// <returns>The program's exit code.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var (host, complaints) = Build(args, configure: null);
        if (host is null)
        {
            await Console.Error.WriteLineAsync(complaints);
            return 1;
        }

        await using var disposed = (IAsyncDisposable)host;
        if (!await MigrateAsync(host.Services))
        {
            return 1;
        }

        await host.RunAsync();
        return 0;
    }

    /// <summary>Builds the silo, or says what is wrong with its settings.</summary>
    internal static (IHost? Host, string Complaints) Build(string[] args, Action<WebApplicationBuilder>? configure)
    {
        var builder = WebApplication.CreateBuilder(args);
        configure?.Invoke(builder);
        var reader = new SettingsReader(builder.Configuration);
        var settings = SiloSettings.Read(reader);
        if (settings.WebEnabled)
        {
            builder.AddWebFront(reader);
        }
        else
        {
            builder.AddOperations(reader);
            builder.WebHost.UseUrls(settings.OperationsUrl?.ToString() ?? "http://127.0.0.1:0");
        }

        builder.Services.AddCallOutside(settings, builder.Configuration);
        builder.UseOrleans(silo => silo.UseCallSilo(settings));
        if (reader.Complaints.Any)
        {
            return (null, reader.Complaints.ToString());
        }

        var app = builder.Build();
        if (settings.WebEnabled)
        {
            app.MapWebFront();
        }
        else
        {
            app.MapOperations();
        }

        app.Services.StartCounting();
        return (app, "");
    }

    /// <summary>Migrates where the settings ask for it.</summary>
    /// <returns>False when that failed; the reason is printed.</returns>
    internal static async Task<bool> MigrateAsync(IServiceProvider services)
    {
        var settings = services.GetRequiredService<SiloSettings>();
        if (!settings.MigrateAtStart)
        {
            return true;
        }

        try
        {
            await Migrator.MigrateAsync(settings.Database, CancellationToken.None);
            return true;
        }
        catch (Exception e) when (e is MigrationException or NpgsqlException)
        {
            await Console.Error.WriteLineAsync($"The database could not be migrated: {e.Message}");
            return false;
        }
    }
}
