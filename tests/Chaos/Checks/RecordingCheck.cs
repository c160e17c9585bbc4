namespace OrleansCalls.Chaos.Checks;

/// <summary>Every segment of the recording is either in the bucket as it was uploaded, or says why it is not ready; and what is in the bucket is told.</summary>
internal static class RecordingCheck
{
    public static IEnumerable<string> Complaints(SessionFacts row, RecordingFacts recording, IReadOnlyList<UploadFacts> uploads)
    {
        if (recording.State is not ("ready" or "failed" or "aborted"))
        {
            yield return $"its recording is {recording.State}";
        }

        if (recording.State != "ready" && string.IsNullOrWhiteSpace(recording.Reason))
        {
            yield return $"its recording is {recording.State} and does not say why";
        }

        if (row.RecordingUrl is null == recording.Segments.Any(segment => segment.State is "ready"))
        {
            yield return "its row and its page differ about whether there is a recording";
        }

        foreach (var upload in uploads.Where(upload => upload is { Sha256: not null, Stored.Size: > 0 }))
        {
            if (!recording.Segments.Any(segment => segment.State is "ready" && segment.EgressId == upload.EgressId))
            {
                yield return $"the recorder {upload.EgressId} uploaded {upload.Size} bytes, of which its page says nothing";
            }
        }

        foreach (var complaint in recording.Segments.SelectMany(segment => OfSegment(segment, uploads)))
        {
            yield return complaint;
        }
    }

    private static IEnumerable<string> OfSegment(SegmentFacts segment, IReadOnlyList<UploadFacts> uploads)
    {
        var name = segment.EgressId ?? "that never began";
        if (segment.State is "failed" or "aborted")
        {
            return string.IsNullOrWhiteSpace(segment.Reason) ? [$"the recorder {name} {segment.State} and nobody says why"] : [];
        }

        return segment.State is not "ready" ? [$"the recorder {name} is still {segment.State}"]
            : uploads.LastOrDefault(upload => upload.EgressId == segment.EgressId) is not { } upload ? [$"the recorder {name} is ready, but never uploaded"]
            : upload.Stored is not { } stored ? [$"the object of the recorder {name} is gone"]
            : upload.Sha256 is { } sha256 && (stored.Size != upload.Size || stored.Sha256 != sha256) ? [$"the object of the recorder {name} is not what was uploaded"]
            : !stored.IsRecording ? [$"the object of the recorder {name} is no whole recording"]
            : segment.SizeBytes != stored.Size ? [$"the recorder {name} made {stored.Size} bytes, but its page says {segment.SizeBytes}"]
            : [];
    }
}
