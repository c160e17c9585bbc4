using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;

namespace OrleansCalls.LiveKit.Wire;

/// <summary>
/// The values of a protobuf enum, whose members bear the protocol's names and numbers. A name or number of a newer LiveKit is the
/// value for unknown, never the zero value: that would turn news into 'starting'.
/// </summary>
/// <param name="prefix">What the protocol puts before every name, such as <c>EGRESS_</c>.</param>
/// <param name="unknown">Stands for everything else.</param>
internal sealed class ProtoEnum<T>(string prefix, T unknown) where T : struct, Enum
{
    private readonly FrozenDictionary<string, T> _byName =
        Enum.GetValues<T>().ToFrozenDictionary(value => prefix + JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()), StringComparer.Ordinal);

    private readonly FrozenDictionary<long, T> _byNumber =
        Enum.GetValues<T>().ToFrozenDictionary(value => Convert.ToInt64(value, CultureInfo.InvariantCulture));

    public T Named(string name) => _byName.GetValueOrDefault(name, unknown);

    public T Numbered(long? number) => number is { } known ? _byNumber.GetValueOrDefault(known, unknown) : unknown;
}
