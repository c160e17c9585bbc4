using OrleansCalls.LiveKit.Sandbox.Faults;
using OrleansCalls.LiveKit.Sandbox.Ogg;
using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Rooms;
using OrleansCalls.LiveKit.Sandbox.Speech;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>Makes the file of an egress that ends, and uploads it, with the faults that concern just that.</summary>
internal sealed class RecordingMaker(RoomDirectory rooms, RecordingUpload upload, FaultCounts counts, SandboxOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongUpload = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tail = TimeSpan.FromSeconds(2);

    /// <summary>Makes and uploads the file. What fails is an outcome, not an exception.</summary>
    public async Task<RecordingOutcome> MakeAsync(EgressRun run, CancellationToken cancellationToken)
    {
        var length = Recording.LengthOf(run.ActiveSince, run.EndingSince - ClippedOff(run));
        EgressInfo info;
        EncodedFileOutput output;
        IReadOnlyList<Utterance> utterances;
        lock (rooms.Gate)
            (info, output, utterances) = (run.Info, run.Output!, [.. run.Room?.Utterances ?? []]);

        var audio = Recording.Make(info.RoomName, run.ActiveSince, length, utterances);
        var file = info.FileResults[0] with { EndedAt = (run.ActiveSince + length).ToUnixNanoseconds(), Duration = length.Ticks * TimeSpan.NanosecondsPerTick };
        var uploaded = await UploadAsync(run.Fault, info with { FileResults = [file] }, output, audio, cancellationToken);
        return uploaded.Error.Length > 0
            ? new RecordingOutcome(file, "", uploaded.Error)
            : new RecordingOutcome(file with { Size = audio.Length, Location = uploaded.Location }, uploaded.ManifestLocation, "");
    }

    /// <summary>Whoever stops an egress before its room closes loses nothing (livekit/egress#1191).</summary>
    private TimeSpan ClippedOff(EgressRun run)
    {
        if (run.End != EgressEnd.SourceClosed || run.Fault is not { Kind: EgressFaultKind.ClippedTail } fault)
            return TimeSpan.Zero;

        counts.Add(fault.Kind);
        return fault.AfterMs > 0 ? fault.After : options.Scaled(Tail);
    }

    private async Task<UploadOutcome> UploadAsync(EgressFault? fault, EgressInfo info, EncodedFileOutput output, byte[] audio, CancellationToken cancellationToken)
    {
        if (fault is { Kind: EgressFaultKind.FailUpload or EgressFaultKind.MissingObject or EgressFaultKind.EmptyObject or EgressFaultKind.LateUpload })
            counts.Add(fault.Kind);

        switch (fault?.Kind)
        {
            case EgressFaultKind.FailUpload:
                return new UploadOutcome("", "", "S3 upload failed: operation error S3: PutObject, StatusCode: 503");
            case EgressFaultKind.MissingObject:
                return new UploadOutcome(S3Location.Of(output.S3!, info.FileResults[0].Filename), "", "");
            case EgressFaultKind.EmptyObject:
                return await upload.UploadAsync(info, output, [], cancellationToken);
            case EgressFaultKind.LateUpload:
                await Task.Delay(fault.AfterMs > 0 ? fault.After : options.Scaled(LongUpload), time, cancellationToken);
                break;
        }

        return await upload.UploadAsync(info, output, audio, cancellationToken);
    }
}
