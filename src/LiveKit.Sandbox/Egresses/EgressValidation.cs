using OrleansCalls.LiveKit.Sandbox.Protocol;
using OrleansCalls.LiveKit.Sandbox.Twirp;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>What an egress worker refuses, and what this one cannot do.</summary>
internal static class EgressValidation
{
    private static readonly EncodedFileOutput None = new();

    /// <summary>The error in the request, or null and the one file that it asks for.</summary>
    public static TwirpError? ErrorIn(RoomCompositeEgressRequest request, out EncodedFileOutput output)
    {
        output = (request.FileOutputs.Count > 0 ? request.FileOutputs[0] : request.File) ?? None;
        if (request.AudioOnly && request.VideoOnly)
            return Invalid("audio_only and video_only");

        if (request.FileOutputs.Count > 1)
            return Invalid("multiple file outputs");

        if (request.Stream is not null || request.Segments is not null || request.StreamOutputs.Count + request.SegmentOutputs.Count + request.ImageOutputs.Count > 0)
            return NotHere("stream, segment and image outputs");

        if (ReferenceEquals(output, None))
            return Invalid("output");

        if (!request.AudioOnly || output.FileType is EncodedFileType.Mp4 or EncodedFileType.Mp3)
            return NotHere("anything but audio in OGG files");

        if (output.Gcp is not null || output.Azure is not null)
            return NotHere("storage other than S3");

        return output.S3 is { Bucket.Length: > 0 } ? null : Invalid("s3"); // the sandbox has no storage of its own to fall back on
    }

    /// <summary>The same of a request for a web page.</summary>
    public static TwirpError? ErrorIn(WebEgressRequest request, out EncodedFileOutput output)
    {
        var files = new RoomCompositeEgressRequest
        {
            AudioOnly = request.AudioOnly,
            VideoOnly = request.VideoOnly,
            File = request.File,
            FileOutputs = request.FileOutputs,
            StreamOutputs = request.StreamOutputs,
            SegmentOutputs = request.SegmentOutputs,
            ImageOutputs = request.ImageOutputs,
        };
        return ErrorIn(files, out output)
            ?? (Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && (url.Scheme is "http" or "https") ? null : Invalid("web url"))
            ?? (request.AwaitStartSignal ? NotHere("pages that say when to begin") : null);
    }

    private static TwirpError Invalid(string field) =>
        TwirpError.FromBus("invalid_argument", $"request has missing or invalid field: {field}");

    private static TwirpError NotHere(string what) => new("unimplemented", $"the sandbox does not record {what}");
}
