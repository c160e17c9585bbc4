using Amazon.S3;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Silo.Configuration;

namespace OrleansCalls.Silo.Doctor;

/// <summary>The bucket takes our key; a recording in it is played by a presigned link, and may be removed.</summary>
internal sealed class BucketCheck(IRecordingStore bucket, BucketSettings settings, IHttpClientFactory http, TimeProvider time)
{
    private static readonly TimeSpan s_linkLife = TimeSpan.FromMinutes(5);

    /// <summary>Under the one prefix that the key needs rights for.</summary>
    public string Key { get; } = $"voice-recordings/doctor-{Guid.NewGuid():n}.ogg";

    public async Task<string> ReachAsync(CancellationToken cancellationToken)
    {
        await Asked("s3:ListBucket", () => bucket.ListAsync(Key, cancellationToken));
        return "the bucket takes the key and lets it look";
    }

    public async Task<string> PlayAsync(CancellationToken cancellationToken)
    {
        var found = await Asked("s3:ListBucket", () => bucket.FindAsync(Key, cancellationToken))
            ?? throw new TroubleException(
                "Egress says that it uploaded, and the bucket has no such object: do RECORDING_S3_BUCKET and RECORDING_S3_ENDPOINT lead Egress to the same place?");
        try
        {
            using var client = http.CreateClient(ServiceCheck.HttpClientName);
            using var answer = await client.GetAsync(new Uri(bucket.Link(Key, time.GetUtcNow() + s_linkLife)), cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                throw new TroubleException(
                    $"the presigned link answers {(int)answer.StatusCode}: give the key of RECORDING_S3_ACCESS_KEY the right s3:GetObject");
            }

            var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return bytes.Length == found.SizeBytes && bytes.AsSpan().StartsWith("OggS"u8)
                ? $"the recording was read back by a presigned link, {bytes.Length} bytes of OGG"
                : throw new TroubleException($"the presigned link answers something else than the recording of {found.SizeBytes} bytes: see RECORDING_S3_ENDPOINT");
        }
        catch (HttpRequestException e)
        {
            throw new TroubleException($"RECORDING_S3_ENDPOINT: nobody answers where presigned links lead ({e.HttpRequestError})");
        }
    }

    public async Task<string> RemoveAsync(CancellationToken cancellationToken)
    {
        await Asked("s3:DeleteObject", async () =>
        {
            await bucket.DeleteAsync(Key, cancellationToken);
            return true;
        });
        return await Asked("s3:ListBucket", () => bucket.FindAsync(Key, cancellationToken)) is null
            ? "the recording could be removed again, as an erasure does"
            : throw new TroubleException("the bucket keeps an object that was removed: see RECORDING_S3_BUCKET");
    }

    private async Task<T> Asked<T>(string right, Func<Task<T>> question)
    {
        try
        {
            return await question();
        }
        catch (OutsideException e)
        {
            throw new TroubleException(Words((e.InnerException as AmazonS3Exception)?.ErrorCode, right, e.Message));
        }
    }

    private string Words(string? code, string right, string message) => code switch
    {
        "InvalidAccessKeyId" => "RECORDING_S3_ACCESS_KEY: the store does not know this key",
        "SignatureDoesNotMatch" => "RECORDING_S3_SECRET does not fit RECORDING_S3_ACCESS_KEY, or the store does not know that key",
        "NoSuchBucket" => $"RECORDING_S3_BUCKET: there is no bucket {settings.Bucket}",
        "AuthorizationHeaderMalformed" or "PermanentRedirect" or "IllegalLocationConstraintException" =>
            $"RECORDING_S3_REGION: the bucket is not in {settings.Region}",
        "AccessDenied" => $"the key of RECORDING_S3_ACCESS_KEY lacks the right {right} in RECORDING_S3_BUCKET",
        _ when settings.Endpoint is { } endpoint => $"RECORDING_S3_ENDPOINT: {message}, at {endpoint.Host}:{endpoint.Port}",
        _ => $"RECORDING_S3_REGION: {message}",
    };
}
