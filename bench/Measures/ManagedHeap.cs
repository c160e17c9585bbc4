using System.Globalization;

namespace OrleansCalls.Bench.Measures;

/// <summary>What the garbage collector of a front or silo says of itself, as operators see it.</summary>
internal sealed class ManagedHeap : IDisposable
{
    public const string OperatorSecret = "the bench's operator with its thirty-two bytes";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    public ManagedHeap() => _http.DefaultRequestHeaders.Add("x-operator-secret", OperatorSecret);

    /// <summary>
    /// What the last collection left, in MB. Mostly it was a partial one: only the least of many figures comes near to what is in use.
    /// </summary>
    public async Task<double> MegabytesAsync(Uri process, CancellationToken cancellationToken)
    {
        var metrics = await _http.GetStringAsync(new Uri(process, "/metrics"), cancellationToken);
        var bytes = metrics.Split('\n')
            .Where(line => line.StartsWith("dotnet_gc_last_collection_heap_size_bytes{", StringComparison.Ordinal))
            .Sum(line => double.Parse(line[(line.IndexOf('}') + 2)..].Split(' ')[0], CultureInfo.InvariantCulture));
        return bytes > 0 ? bytes / (1024 * 1024) : throw new InvalidOperationException($"{process} does not say how large its heap is");
    }

    public void Dispose() => _http.Dispose();
}
