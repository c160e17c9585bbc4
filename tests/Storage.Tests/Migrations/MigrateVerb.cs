using OrleansCalls.Silo.Migrations;

namespace OrleansCalls.Storage.Tests.Migrations;

/// <summary>The <c>migrate</c> verb with what it prints.</summary>
internal static class MigrateVerb
{
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string? databaseUrl)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["DATABASE_URL"] = databaseUrl }).Build();
        await using StringWriter output = new(), errors = new();
        var code = await MigrateCommand.RunAsync(configuration, output, errors, TestContext.Current.CancellationToken);
        return (code, output.ToString(), errors.ToString());
    }
}
