namespace OrleansCalls.LiveKit.Wire;

/// <summary>
/// Times and durations, of which LiveKit uses several units: nanoseconds for egresses, dispatches and jobs, seconds or milliseconds
/// for rooms and participants. Zero means 'not yet'; LiveKit has been seen to send negative ones: both are null here, as is what
/// no calendar holds.
/// </summary>
internal static class ProtoTime
{
    private static readonly long s_lastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    extension(ProtoObject message)
    {
        public DateTimeOffset? UnixSeconds(string name) =>
            message.Number(name) is { } s && s > 0 && s <= s_lastMillisecond / 1000 ? DateTimeOffset.FromUnixTimeSeconds(s) : null;

        public DateTimeOffset? UnixMilliseconds(string name) =>
            message.Number(name) is { } ms && ms > 0 && ms <= s_lastMillisecond ? DateTimeOffset.FromUnixTimeMilliseconds(ms) : null;

        /// <summary>To a tenth of a microsecond, which is what .NET holds.</summary>
        public DateTimeOffset? UnixNanoseconds(string name) =>
            message.Nanoseconds(name) is { } sinceEpoch ? DateTimeOffset.UnixEpoch + sinceEpoch : null;

        public TimeSpan? Nanoseconds(string name) =>
            message.Number(name) is { } ns and > 0 ? TimeSpan.FromTicks(ns / TimeSpan.NanosecondsPerTick) : null;

        public TimeSpan Seconds(string name) => TimeSpan.FromSeconds(message.Count(name));
    }
}
