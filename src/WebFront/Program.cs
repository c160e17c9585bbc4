using OrleansCalls.WebFront;
using OrleansCalls.WebFront.Cluster;
using OrleansCalls.WebFront.Configuration;

var builder = WebApplication.CreateBuilder(args);
var settings = new SettingsReader(builder.Configuration);
builder.AddWebFront(settings);
builder.AddClusterClient(settings);
if (settings.Complaints.Any)
{
    await Console.Error.WriteLineAsync(settings.Complaints.ToString());
    return 1;
}

var app = builder.Build();
app.MapWebFront();
var stopping = app.Lifetime.ApplicationStopping;
try
{
    await app.RunAsync();
}
catch (OperationCanceledException) when (stopping.IsCancellationRequested)
{
    // Told to stop before the first silo was met.
}

return 0;
