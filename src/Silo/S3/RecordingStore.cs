using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using OrleansCalls.Grains.Calls;
using OrleansCalls.Grains.Recordings;
using OrleansCalls.Silo.Configuration;

namespace OrleansCalls.Silo.S3;

/// <summary>The bucket of recordings, by the AWS SDK, on AWS or any compatible store.</summary>
internal sealed class RecordingStore(BucketSettings settings) : IRecordingStore, IDisposable
{
    private readonly AmazonS3Client _client = new(
        new BasicAWSCredentials(settings.AccessKey, settings.Secret), Config(settings));

    public async Task<StoredRecording?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var found = await Ask("read", _client.GetObjectMetadataAsync(settings.Bucket, key, cancellationToken), cancellationToken);
            return new StoredRecording(found.ContentLength, found.Headers.ContentType ?? "");
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    public string Link(string key, DateTimeOffset expiresAt) => _client.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = settings.Bucket,
        Key = key,
        Expires = expiresAt.UtcDateTime,
        Verb = HttpVerb.GET,
        Protocol = settings.Endpoint?.Scheme is "http" ? Protocol.HTTP : Protocol.HTTPS, // https for an http endpoint otherwise
    });

    public async Task<IReadOnlyList<string>> ListAsync(string prefix, CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        var request = new ListObjectsV2Request { BucketName = settings.Bucket, Prefix = prefix };
        do
        {
            var page = await Ask("listed", _client.ListObjectsV2Async(request, cancellationToken), cancellationToken);
            keys.AddRange(page.S3Objects?.Select(o => o.Key) ?? []);
            request.ContinuationToken = page.IsTruncated is true ? page.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
        return keys;
    }

    public async Task DeleteAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            await Ask("changed", _client.DeleteObjectAsync(settings.Bucket, key, cancellationToken), cancellationToken);
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            // Some stores say so; it is what was wanted.
        }
    }

    public void Dispose() => _client.Dispose();

    private static async Task<T> Ask<T>(string wanted, Task<T> answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer;
        }
        // Without the right s3:ListBucket, S3 says so of an object that is not there too.
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized)
        {
            throw new OutsideException($"The bucket may not be {wanted} ({e.ErrorCode})", refused: true, e);
        }
        catch (Exception e) when (e is not AmazonS3Exception { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" }
            && (e is AmazonServiceException or AmazonClientException or HttpRequestException
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)))
        {
            throw new OutsideException($"The bucket does not answer ({(e as AmazonServiceException)?.ErrorCode ?? e.GetType().Name})", refused: false, e);
        }
    }

    private static AmazonS3Config Config(BucketSettings settings)
    {
        var config = new AmazonS3Config
        {
            AuthenticationRegion = settings.Region,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromSeconds(10),
            MaxErrorRetry = 1,
        };
        if (settings.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.ForcePathStyle = true;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(settings.Region);
        }

        return config;
    }
}
