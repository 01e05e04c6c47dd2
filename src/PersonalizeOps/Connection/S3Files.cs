using System.Management.Automation;
using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>The bucket and the files that jobs read and write.</summary>
internal sealed class S3Files(PersonalizeApi api)
{
    private IAmazonS3 S3 => api.Connection.S3;

    /// <summary>The bucket used when none is named: one for each account and region.</summary>
    public string DefaultBucket => $"personalizeops-{api.Connection.AccountId}-{api.Connection.Region}";

    /// <summary>
    /// Creates a bucket when it is missing and <paramref name="confirm"/> agrees; on AWS its policy lets Personalize read and write it.
    /// </summary>
    /// <returns>Whether it is there.</returns>
    public async Task<bool> EnsureBucketAsync(string bucket, Func<string, string, bool> confirm, CancellationToken cancellationToken)
    {
        if (await BucketExistsAsync(bucket, cancellationToken))
            return true;
        if (!confirm(bucket, "PutBucket"))
            return false;
        await api.CallAsync(S3.PutBucketAsync, new PutBucketRequest { BucketName = bucket, UseClientRegion = true }, bucket, cancellationToken);
        if (api.Connection.IsAws)
        {
            var request = new PutBucketPolicyRequest { BucketName = bucket, Policy = PersonalizePolicy(bucket) };
            await api.CallAsync(S3.PutBucketPolicyAsync, request, bucket, cancellationToken);
        }

        return true;
    }

    /// <summary>The uploads of a key that were begun and not finished.</summary>
    public async Task<IReadOnlyList<MultipartUpload>> ListUnfinishedAsync(S3Uri uri, CancellationToken cancellationToken)
    {
        List<MultipartUpload> found = [];
        var request = new ListMultipartUploadsRequest { BucketName = uri.Bucket, Prefix = uri.Key };
        ListMultipartUploadsResponse page;
        do
        {
            page = await api.CallAsync(S3.ListMultipartUploadsAsync, request, uri.ToString(), cancellationToken).ConfigureAwait(false);
            found.AddRange((page.MultipartUploads ?? []).Where(upload => upload.Key == uri.Key));
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
        while (page.IsTruncated ?? false);
        return found;
    }

    /// <summary>Writes a small text.</summary>
    public Task WriteAsync(S3Uri destination, string text, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest { BucketName = destination.Bucket, Key = destination.Key, ContentBody = text };
        return api.CallAsync(S3.PutObjectAsync, request, destination.ToString(), cancellationToken);
    }

    /// <summary>Opens an object for reading.</summary>
    /// <exception cref="PersonalizeException">It does not exist or may not be read.</exception>
    public Task<Stream> OpenReadAsync(S3Uri uri, CancellationToken cancellationToken) =>
        GuardAsync("GetObject", uri, () => S3.GetObjectStreamAsync(uri.Bucket, uri.Key, null, cancellationToken));

    /// <summary>Writes an object to a file, which appears only when it is complete.</summary>
    public async Task DownloadAsync(S3Uri uri, string path, CancellationToken cancellationToken)
    {
        var aside = path + ".part";
        try
        {
            await using (var source = await OpenReadAsync(uri, cancellationToken))
            await using (var target = File.Create(aside))
                await source.CopyToAsync(target, cancellationToken);
            File.Move(aside, path, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }

    /// <summary>The objects below a key, in the order of their keys.</summary>
    public async Task<IReadOnlyList<S3Uri>> ListAsync(S3Uri prefix, CancellationToken cancellationToken) =>
        [.. (await ListObjectsAsync(prefix, cancellationToken)).Select(item => new S3Uri(prefix.Bucket, item.Key))];

    /// <summary>The bytes of an object, or of all below a folder.</summary>
    public async Task<long> SizeAsync(S3Uri uri, CancellationToken cancellationToken) =>
        (await ListObjectsAsync(uri, cancellationToken)).Sum(item => item.Size ?? 0);

    /// <summary>The objects below a key with size and ETag.</summary>
    public async Task<IReadOnlyList<S3Object>> ListObjectsAsync(S3Uri prefix, CancellationToken cancellationToken)
    {
        List<S3Object> found = [];
        var request = new ListObjectsV2Request { BucketName = prefix.Bucket, Prefix = prefix.Key };
        ListObjectsV2Response page;
        do
        {
            page = await api.CallAsync(S3.ListObjectsV2Async, request, prefix.ToString(), cancellationToken);
            found.AddRange(page.S3Objects ?? []);
            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated ?? false);
        return found;
    }

    private async Task<bool> BucketExistsAsync(string bucket, CancellationToken cancellationToken)
    {
        try
        {
            await api.CallAsync(S3.HeadBucketAsync, new HeadBucketRequest { BucketName = bucket }, bucket, cancellationToken);
            return true;
        }
        catch (PersonalizeException error) when (Status(error) == HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (PersonalizeException error) when (Status(error) == HttpStatusCode.Forbidden)
        {
            throw new PersonalizeException("HeadBucket.AccessDenied", ErrorCategory.PermissionDenied,
                $"Bucket {bucket} exists and may not be used by this identity.", bucket, "Choose another bucket with -Bucket.", error);
        }
        catch (PersonalizeException error) when (Status(error) == HttpStatusCode.BadRequest)
        {
            // The answer to HEAD has no body that would say why.
            throw new PersonalizeException("InvalidBucketName", ErrorCategory.InvalidArgument, $"'{bucket}' cannot be the name of a bucket.", bucket,
                "Take 3 to 63 lower-case letters, digits and hyphens.", error);
        }
    }

    private static HttpStatusCode? Status(PersonalizeException error) => (error.InnerException as AmazonS3Exception)?.StatusCode;

    private static async Task<T> GuardAsync<T>(string operation, S3Uri target, Func<Task<T>> action)
    {
        try
        {
            return await action();
        }
        catch (AmazonS3Exception error)
        {
            throw ServiceErrors.ToException(operation, error, target.ToString());
        }
        catch (HttpRequestException error)
        {
            throw ServiceErrors.NoConnection(operation, error, target.ToString());
        }
    }

    private string PersonalizePolicy(string bucket) => JsonSerializer.Serialize(new
    {
        Version = "2012-10-17",
        Statement = new[]
        {
            new
            {
                Sid = "PersonalizeReadsAndWrites",
                Effect = "Allow",
                Principal = new { Service = "personalize.amazonaws.com" },
                Action = new[] { "s3:GetObject", "s3:ListBucket", "s3:PutObject" },
                Resource = new[] { $"arn:{api.Connection.Partition}:s3:::{bucket}", $"arn:{api.Connection.Partition}:s3:::{bucket}/*" },
                Condition = new { StringEquals = new Dictionary<string, string> { ["aws:SourceAccount"] = api.Connection.AccountId } },
            },
        },
    });
}
