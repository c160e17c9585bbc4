using OrleansCalls.LiveKit;
using OrleansCalls.LiveKit.Egress;
using OrleansCalls.Silo.Configuration;
using OrleansCalls.Silo.LiveKitApi;

namespace OrleansCalls.Silo.Doctor;

/// <summary>
/// LiveKit's Egress records into the bucket. Of a room in which nobody speaks it would never begin, so it records a page of the
/// service's, of which it needs nothing but that it opens (livekit/egress pkg/config/pipeline.go): the same workers, the same upload.
/// </summary>
internal sealed class EgressCheck(ILiveKitClient livekit, BucketSettings bucket, DoctorTimings timings, TimeProvider time)
{
    private string? _egressId;

    public async Task<string> RecordAsync(string page, string key, CancellationToken cancellationToken)
    {
        try
        {
            var started = await livekit.StartWebEgressAsync(
                new WebEgressRequest { Url = page, AudioOnly = true, FileOutputs = [BucketUploads.Ogg(bucket, key) with { DisableManifest = true }] },
                cancellationToken);
            _egressId = started.EgressId;
            var active = await UntilAsync(e => e.Status is not EgressStatus.Starting, "began no recording", cancellationToken);
            if (active.Status is EgressStatus.Active)
            {
                await Task.Delay(timings.Recorded, time, cancellationToken);
                await StopAsync(cancellationToken);
            }

            var ended = await UntilAsync(e => e.HasEnded, "uploaded nothing", cancellationToken);
            return ended.Status is EgressStatus.Complete or EgressStatus.LimitReached
                ? $"Egress recorded {timings.Recorded.TotalSeconds:0.#} s of silence on a page of the service's, and says that it uploaded them to the bucket"
                : throw new TroubleException(Words(ended));
        }
        catch (LiveKitException e) when (e.Code is "unavailable")
        {
            throw new TroubleException($"LiveKit has no Egress that takes a recording ({e.Message}): run livekit/egress; for this check 4 of its CPUs must be free");
        }
        catch (LiveKitException e)
        {
            throw new TroubleException(LiveKitCheck.Words(e));
        }
    }

    /// <summary>
    /// Stops what was started, also when it was never learnt that it was, and waits for its end: what is uploaded afterwards would
    /// stay in the bucket.
    /// </summary>
    public async Task UndoAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            _egressId ??= (await livekit.ListEgressAsync(active: true, cancellationToken: cancellationToken))
                .FirstOrDefault(e => e.RequestedFilepath == key)?.EgressId;
            if (_egressId is not null)
            {
                await StopAsync(cancellationToken);
                await UntilAsync(e => e.HasEnded, "did not end", cancellationToken);
            }
        }
        catch (LiveKitException e)
        {
            throw new TroubleException(e.Message);
        }
    }

    private async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await livekit.StopEgressAsync(_egressId!, cancellationToken);
        }
        catch (LiveKitException e) when (e.IsNotFound || e.Code is "failed_precondition")
        {
            // It has ended.
        }
    }

    private async Task<EgressInfo> UntilAsync(Func<EgressInfo, bool> satisfies, string otherwise, CancellationToken cancellationToken)
    {
        for (var began = time.GetTimestamp(); time.GetElapsedTime(began) < timings.Egress;)
        {
            if ((await livekit.ListEgressAsync(egressId: _egressId, cancellationToken: cancellationToken)) is [var egress] && satisfies(egress))
            {
                return egress;
            }

            await Task.Delay(timings.Look, time, cancellationToken);
        }

        throw new TroubleException($"Egress took the recording and {otherwise} within {timings.Egress.TotalSeconds:0.#} s: see its log");
    }

    private static string Words(EgressInfo ended) => ended.Error switch
    {
        var error when error.Contains("page load", StringComparison.OrdinalIgnoreCase) =>
            $"PUBLIC_BASE_URL: Egress cannot open a page there ({error})",
        var error when error.Contains("upload", StringComparison.OrdinalIgnoreCase) =>
            $"RECORDING_S3_ENDPOINT, RECORDING_S3_ACCESS_KEY: Egress cannot upload ({error}): it must reach the store, and the key needs s3:PutObject",
        var error => $"Egress ended {ended.Status}: {error} {ended.Details}".TrimEnd(),
    };
}
