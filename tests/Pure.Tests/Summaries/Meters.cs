using System.Diagnostics.Metrics;

namespace OrleansCalls.Pure.Tests.Summaries;

/// <summary>Makes meters that nobody reads.</summary>
internal sealed class Meters : IMeterFactory
{
    public Meter Create(MeterOptions options) => new(options);

    public void Dispose()
    {
    }
}
