using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace OrleansCalls.Silo.Postgres;

/// <summary>The last row of a page: the next page starts below it, whatever arrived meanwhile.</summary>
internal sealed record CallCursor(DateTimeOffset CreatedAt, Guid Id)
{
    public override string ToString()
    {
        var bytes = new byte[24];
        BitConverter.TryWriteBytes(bytes, CreatedAt.UtcTicks);
        Id.TryWriteBytes(bytes.AsSpan(8));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out CallCursor? cursor)
    {
        cursor = null;
        Span<byte> bytes = stackalloc byte[24];
        if (text.Length is not 32
            || Base64Url.DecodeFromChars(text, bytes, out _, out var written) is not OperationStatus.Done || written is not 24)
        {
            return false;
        }

        var ticks = BitConverter.ToInt64(bytes);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        cursor = new CallCursor(new DateTimeOffset(ticks, TimeSpan.Zero), new Guid(bytes[8..]));
        return true;
    }
}
