using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using OrleansCalls.LiveKit.Sandbox.Protocol;

namespace OrleansCalls.LiveKit.Sandbox.Egresses;

/// <summary>Puts a recording, and its manifest, where the egress request says.</summary>
internal sealed class RecordingUpload(UploadLog log)
{
    private const int Retries = 4;

    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    /// <summary>Uploads. A store that refuses or cannot be reached is an outcome, not an exception.</summary>
    public async Task<UploadOutcome> UploadAsync(EgressInfo info, EncodedFileOutput output, byte[] audio, CancellationToken cancellationToken)
    {
        var s3 = output.S3!;
        var filename = info.FileResults[0].Filename;
        var location = S3Location.Of(s3, filename);
        try
        {
            using var client = Client(s3);
            await PutAsync(client, s3, filename, "audio/ogg", audio, cancellationToken);
            log.Add(info.EgressId, info.RoomName, filename, audio);
            if (output.DisableManifest)
                return new UploadOutcome(location, "", "");

            var manifest = OutputPath.ManifestOf(filename, info.EgressId);
            await PutAsync(client, s3, manifest, "application/json", EgressManifest.Of(info, location), cancellationToken);
            return new UploadOutcome(location, S3Location.Of(s3, manifest), "");
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or ArgumentException or UriFormatException || IsTimeout(e, cancellationToken))
        {
            return new UploadOutcome("", "", $"S3 upload failed: {e.Message}");
        }
    }

    private static bool IsTimeout(Exception e, CancellationToken cancellationToken) =>
        e is OperationCanceledException or TimeoutException && !cancellationToken.IsCancellationRequested;

    private static async Task PutAsync(AmazonS3Client client, S3Upload s3, string key, string contentType, byte[] content, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream(content, writable: false);
        var request = new PutObjectRequest
        {
            BucketName = s3.Bucket,
            Key = key,
            InputStream = body,
            ContentType = contentType,
            UseChunkEncoding = false, // S3-compatible stores often lack it
        };
        request.Headers.ContentDisposition = s3.ContentDisposition.Length > 0 ? s3.ContentDisposition : "inline";
        foreach (var (name, value) in s3.Metadata)
            request.Metadata.Add(name, value);

        await client.PutObjectAsync(request, cancellationToken);
    }

    private static AmazonS3Client Client(S3Upload s3)
    {
        var region = s3.Region.Length > 0 ? s3.Region : "us-east-1";
        var config = new AmazonS3Config
        {
            ForcePathStyle = s3.ForcePathStyle,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            MaxErrorRetry = Retries,
            Timeout = RequestTimeout,
        };
        if (s3.Endpoint.Length == 0)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = s3.Endpoint.StartsWith("http", StringComparison.Ordinal) ? s3.Endpoint : $"https://{s3.Endpoint}";
            config.AuthenticationRegion = region;
        }

        AWSCredentials credentials = s3.SessionToken.Length > 0
            ? new SessionAWSCredentials(s3.AccessKey, s3.Secret, s3.SessionToken)
            : new BasicAWSCredentials(s3.AccessKey, s3.Secret);
        return new AmazonS3Client(credentials, config);
    }
}
