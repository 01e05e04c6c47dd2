using System.Management.Automation;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <content>The bucket with the files that stacks are made of, and emptying buckets.</content>
internal sealed partial class CloudApi
{
    /// <summary>The bucket used when none is named: one for each account and region.</summary>
    public string DefaultArtifactBucket => $"personalizeops-artifacts-{Connection.AccountId}-{Connection.Region}";

    /// <summary>The key of a file: its content decides, so that equal files lie there once and a changed one never in the place of another.</summary>
    public static async Task<string> ArtifactKeyAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return ArtifactKey(await SHA256.HashDataAsync(stream, cancellationToken).ConfigureAwait(false), Path.GetFileName(path));
    }

    /// <summary>The key of a text, as of a file.</summary>
    public static string ArtifactKey(string text, string name) => ArtifactKey(SHA256.HashData(Encoding.UTF8.GetBytes(text)), name);

    /// <summary>Whether the bucket exists; one of another account is an error, since names can be guessed and taken.</summary>
    public async Task<bool> BucketExistsAsync(string bucket, CancellationToken cancellationToken)
    {
        var request = new HeadBucketRequest { BucketName = bucket, ExpectedBucketOwner = Connection.AccountId };
        try
        {
            return await ExistsAsync(() => CallAsync(S3.HeadBucketAsync, request, bucket, cancellationToken)).ConfigureAwait(false);
        }
        catch (PersonalizeException error) when (error.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.Forbidden })
        {
            throw new PersonalizeException("HeadBucket.AccessDenied", ErrorCategory.PermissionDenied,
                $"Bucket {bucket} exists, but belongs to another account than {Connection.AccountId} or may not be used by this identity.", bucket,
                "Choose another bucket.", error);
        }
    }

    /// <summary>Makes a private bucket that takes only encrypted connections, unless the endpoint itself has none.</summary>
    public async Task CreatePrivateBucketAsync(string bucket, CancellationToken cancellationToken)
    {
        await CallAsync(S3.PutBucketAsync, new PutBucketRequest { BucketName = bucket, UseClientRegion = true }, bucket, cancellationToken)
            .ConfigureAwait(false);
        var block = new PutPublicAccessBlockRequest
        {
            BucketName = bucket,
            PublicAccessBlockConfiguration = new PublicAccessBlockConfiguration
            {
                BlockPublicAcls = true,
                BlockPublicPolicy = true,
                IgnorePublicAcls = true,
                RestrictPublicBuckets = true,
            },
        };
        await CallAsync(S3.PutPublicAccessBlockAsync, block, bucket, cancellationToken).ConfigureAwait(false);
        if (Connection.Target.Endpoint?.Scheme != Uri.UriSchemeHttp)
            await CallAsync(S3.PutBucketPolicyAsync, new PutBucketPolicyRequest { BucketName = bucket, Policy = TlsOnly(bucket) }, bucket, cancellationToken)
                .ConfigureAwait(false);
    }

    /// <summary>Whether an object lies there already.</summary>
    public Task<bool> ObjectExistsAsync(string bucket, string key, CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = bucket, Key = key, ExpectedBucketOwner = Connection.AccountId };
        return ExistsAsync(() => CallAsync(S3.GetObjectMetadataAsync, request, $"s3://{bucket}/{key}", cancellationToken));
    }

    /// <summary>Uploads a file.</summary>
    public Task UploadAsync(string path, string bucket, string key, CancellationToken cancellationToken) =>
        PutAsync(new PutObjectRequest { BucketName = bucket, Key = key, FilePath = path }, cancellationToken);

    /// <summary>Uploads a text.</summary>
    public Task UploadTextAsync(string text, string bucket, string key, CancellationToken cancellationToken) =>
        PutAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = text }, cancellationToken);

    /// <summary>Where an object is found over HTTPS, as CloudFormation wants it.</summary>
    public string UrlOf(string bucket, string key) => Connection.Endpoint is { } endpoint
        ? $"{endpoint}/{bucket}/{key}"
        : $"https://{bucket}.s3.{Connection.Region}.{(Connection.Partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com")}/{key}";

    /// <summary>Whether a bucket holds any object or old version.</summary>
    public async Task<bool> IsEmptyAsync(string bucket, CancellationToken cancellationToken)
    {
        var request = new ListVersionsRequest { BucketName = bucket, MaxKeys = 1 };
        var page = await CallAsync(S3.ListVersionsAsync, request, bucket, cancellationToken).ConfigureAwait(false);
        return page.Versions is not { Count: > 0 };
    }

    /// <summary>Deletes all objects with all their versions; gives how many.</summary>
    public async Task<long> EmptyBucketAsync(string bucket, IProgress<long> progress, CancellationToken cancellationToken)
    {
        var deleted = 0L;
        var request = new ListVersionsRequest { BucketName = bucket };
        ListVersionsResponse page;
        do
        {
            page = await CallAsync(S3.ListVersionsAsync, request, bucket, cancellationToken).ConfigureAwait(false);
            var objects = (page.Versions ?? []).ConvertAll(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId });
            if (objects.Count > 0)
                await DeleteAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = objects, Quiet = true }, cancellationToken).ConfigureAwait(false);
            deleted += objects.Count;
            progress.Report(deleted);
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated ?? false);
        return deleted;
    }

    public Task DeleteBucketAsync(string bucket, CancellationToken cancellationToken) =>
        CallAsync(S3.DeleteBucketAsync, new DeleteBucketRequest { BucketName = bucket }, bucket, cancellationToken);

    private Task<PutObjectResponse> PutAsync(PutObjectRequest request, CancellationToken cancellationToken)
    {
        request.ExpectedBucketOwner = Connection.AccountId;
        return CallAsync(S3.PutObjectAsync, request, $"s3://{request.BucketName}/{request.Key}", cancellationToken);
    }

    private Task<DeleteObjectsResponse> DeleteAsync(DeleteObjectsRequest request, CancellationToken cancellationToken) =>
        CallAsync(S3.DeleteObjectsAsync, request, request.BucketName, cancellationToken);

    private static string ArtifactKey(byte[] hash, string name) => $"personalizeops/{Convert.ToHexStringLower(hash)[..32]}/{name}";

    private static async Task<bool> ExistsAsync<TResponse>(Func<Task<TResponse>> head)
    {
        try
        {
            await head().ConfigureAwait(false);
            return true;
        }
        catch (PersonalizeException error) when (error.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound })
        {
            return false;
        }
    }

    private string TlsOnly(string bucket) => JsonSerializer.Serialize(new
    {
        Version = "2012-10-17",
        Statement = new[]
        {
            new
            {
                Sid = "TlsOnly",
                Effect = "Deny",
                Principal = "*",
                Action = "s3:*",
                Resource = new[] { $"arn:{Connection.Partition}:s3:::{bucket}", $"arn:{Connection.Partition}:s3:::{bucket}/*" },
                Condition = new { Bool = new Dictionary<string, string> { ["aws:SecureTransport"] = "false" } },
            },
        },
    });
}
