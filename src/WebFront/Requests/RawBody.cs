using OrleansCalls.WebFront.Limits;

namespace OrleansCalls.WebFront.Requests;

/// <summary>Reads a body as it came, up to the route's <see cref="BodyLimit"/>, for at most a minute.</summary>
internal static class RawBody
{
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(1);

    /// <exception cref="BadHttpRequestException">
    /// The body is longer than the route allows (413), takes too long (408), comes with too many others (503), or its sender stopped.
    /// </exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var services = context.RequestServices;
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.Default;
        var memory = services.GetRequiredService<BodyMemory>().For(context);
        using var timeIsOver = new CancellationTokenSource(s_longest, services.GetRequiredService<TimeProvider>());
        using var end = CancellationTokenSource.CreateLinkedTokenSource(timeIsOver.Token, context.RequestAborted);
        using var kept = new MemoryStream(); // grows with what comes, not with what is announced
        var buffer = new byte[16 * 1024];
        var length = 0L;
        try
        {
            while (await context.Request.Body.ReadAsync(buffer, end.Token) is > 0 and var read)
            {
                length += read;
                if (length > limit)
                    continue;
                if (!memory.TryTake(read))
                    throw new BadHttpRequestException("Too many bodies at once", StatusCodes.Status503ServiceUnavailable);
                kept.Write(buffer, 0, read);
            }
        }
        catch (OperationCanceledException) when (timeIsOver.IsCancellationRequested)
        {
            throw new BadHttpRequestException("The body took too long", StatusCodes.Status408RequestTimeout);
        }

        return length <= limit
            ? kept.GetBuffer().AsMemory(0, (int)kept.Length)
            : throw new BadHttpRequestException("The body is too long", StatusCodes.Status413PayloadTooLarge);
    }
}
