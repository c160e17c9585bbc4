using System.Net;
using Amazon.S3;
using OrleansCalls.DevStack.S3;

namespace OrleansCalls.Sandbox.Tests.Egresses;

/// <summary>What a bucket really holds.</summary>
internal static class StoredObject
{
    /// <summary>The object's bytes; null when there is none.</summary>
    public static async Task<byte[]?> ReadAsync(S3Server store, string key)
    {
        using var client = store.CreateClient();
        try
        {
            using var found = await client.GetObjectAsync(store.Bucket, key, TestContext.Current.CancellationToken);
            using var bytes = new MemoryStream();
            await found.ResponseStream.CopyToAsync(bytes, TestContext.Current.CancellationToken);
            return bytes.ToArray();
        }
        catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.NotFound)
        {
            return null;
        }
    }
}
