namespace OrleansCalls.WebFront.Requests;

/// <summary>Reads a body as it came, up to the route's <see cref="BodyLimit"/>.</summary>
internal static class RawBody
{
    /// <exception cref="BadHttpRequestException">The body is longer than the route allows (413), or its sender stopped.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAsync(HttpContext context)
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Bytes ?? BodyLimit.Default;
        var announced = context.Request.ContentLength ?? 0;
        using var kept = new MemoryStream((int)Math.Min(announced, limit));
        var buffer = new byte[16 * 1024];
        var length = 0L;
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is > 0 and var read)
        {
            length += read;
            if (length <= limit)
                kept.Write(buffer, 0, read);
        }

        return length <= limit
            ? kept.GetBuffer().AsMemory(0, (int)kept.Length)
            : throw new BadHttpRequestException("The body is too long", StatusCodes.Status413PayloadTooLarge);
    }
}
