using System.Text;

namespace OrleansCalls.LiveKit.Tests.Fuzzing;

/// <summary>
/// Damages what is good, at one to four places: bytes turned, left out or doubled; what JSON is made of put in; whole pieces of another
/// sample; numbers and texts at the edges. The same seed makes the same damage.
/// </summary>
internal sealed class Mutator(int seed, IReadOnlyList<byte[]> samples)
{
    private static readonly byte[][] s_pieces =
    [
        .. new[]
        {
            "{", "}", "[", "]", ":", ",", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "false", "0", "-1", "1e999", "-0", "9223372036854775807", "9223372036854775808",
            "-9223372036854775808", "18446744073709551615", "1.5", "\"1.5\"", "\"\"", "\" \"", "\"NaN\"", "[]", "{}", "[null]", "\"EGRESS_\"", "999999", "\"9999-12-31T23:59:59Z\"",
            "\"room\":", "\"egressInfo\":", "\"egress_info\":", "\"participant\":", "\"status\":", "\"created_at\":", "\"createdAt\":", "\r\n", "\0", "\u2028", "\ufeff", ".", "=", "eyJ", "Bearer ",
        }.Select(Encoding.UTF8.GetBytes),
        [0xff], [0xc3, 0x28], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80],
    ];

    public byte[] Draw(int index)
    {
        var random = new Random(unchecked((seed * 1_000_003) + index));
        List<byte> bytes = [.. samples[index % samples.Count]];
        for (var left = random.Next(1, 5); left > 0; left--)
        {
            Damage(bytes, random);
        }

        return [.. bytes];
    }

    private void Damage(List<byte> bytes, Random random)
    {
        var at = random.Next(bytes.Count + 1);
        var length = Math.Min(random.Next(1, 24), bytes.Count - at);
        switch (random.Next(6))
        {
            case 0 when length > 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes.RemoveRange(at, length);
                break;
            case 2:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 3:
                bytes.InsertRange(at, s_pieces[random.Next(s_pieces.Length)]);
                break;
            case 4: // in place of a whole value
                ReplaceValue(bytes, at, s_pieces[random.Next(s_pieces.Length)]);
                break;
            default:
                var other = samples[random.Next(samples.Count)];
                var from = random.Next(other.Length);
                bytes.InsertRange(at, other.AsSpan(from, Math.Min(random.Next(1, 200), other.Length - from)).ToArray());
                break;
        }
    }

    private static void ReplaceValue(List<byte> bytes, int near, byte[] piece)
    {
        var colon = bytes.IndexOf((byte)':', Math.Min(near, bytes.Count));
        if (colon < 0)
        {
            return;
        }

        var end = bytes.FindIndex(colon, b => b is (byte)',' or (byte)'}' or (byte)'\n');
        bytes.RemoveRange(colon + 1, (end < 0 ? bytes.Count : end) - colon - 1);
        bytes.InsertRange(colon + 1, piece);
    }
}
