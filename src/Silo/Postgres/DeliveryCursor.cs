using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;

namespace OrleansCalls.Silo.Postgres;

/// <summary>The last delivery of a page: the next page starts below it, whatever arrived meanwhile.</summary>
internal readonly record struct DeliveryCursor(long Sequence)
{
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Sequence);
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Reads what <see cref="ToString"/> wrote; null when it is something else.</summary>
    public static DeliveryCursor? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        return text.Length is 11
            && Base64Url.DecodeFromChars(text, bytes, out _, out var written) is OperationStatus.Done && written is sizeof(long)
            ? new DeliveryCursor(BinaryPrimitives.ReadInt64BigEndian(bytes))
            : null;
    }
}
