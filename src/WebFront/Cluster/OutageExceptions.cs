using Orleans.Serialization;

namespace OrleansCalls.WebFront.Cluster;

/// <summary>How failures of the database cross from a silo to a front that is a program of its own.</summary>
public static class OutageExceptions
{
    /// <summary>
    /// Lets them arrive as what they are, an outage: Orleans carries exceptions of known namespaces only, and a front would
    /// take its complaint about any other for a bug. For silos and fronts.
    /// </summary>
    public static IServiceCollection AddOutageExceptions(this IServiceCollection services) =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.Add("Npgsql"));
}
