using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.State;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>Egresses after a restart: what was over stays so, what had uploaded is complete, and the rest has lost its worker.</summary>
internal static class RestoredEgresses
{
    /// <summary>The egresses, in the order in which they ended.</summary>
    public static IEnumerable<EgressRun> Of(SandboxState state)
    {
        var uploads = state.Uploads.GroupBy(upload => upload.EgressId).ToDictionary(group => group.Key, group => group.Last(), StringComparer.Ordinal);
        return state.Egresses.Values
            .Select(info => Restore(info, uploads.GetValueOrDefault(info.EgressId)))
            .OrderBy(run => run.Info.EndedAt)
            .ToList();
    }

    private static EgressRun Restore(EgressInfo info, Upload? upload)
    {
        var run = new EgressRun(room: null, output: null, info);
        if (!run.IsOver && upload is not null)
            run.Info = Completed(info, upload);
        else if (!run.IsOver)
            run.Lose();

        return run;
    }

    /// <summary>Its file was stored; only that its end was told is missing.</summary>
    private static EgressInfo Completed(EgressInfo info, Upload upload)
    {
        var ended = upload.UploadedAt.ToUnixNanoseconds();
        var outputs = info.Web?.FileOutputs ?? info.RoomComposite?.FileOutputs ?? [];
        var s3 = (outputs is [var output, ..] ? output : info.Web?.File ?? info.RoomComposite?.File)?.S3;
        var file = info.File! with
        {
            EndedAt = ended,
            Duration = ended - info.File.StartedAt,
            Size = upload.SizeBytes,
            Location = s3 is null ? "" : S3Location.Of(s3, upload.Key),
        };
        return info with { Status = EgressStatus.Complete, EndedAt = ended, UpdatedAt = ended, FileResults = [file], File = file };
    }
}
