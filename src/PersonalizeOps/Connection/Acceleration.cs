using System.Management.Automation;
using Amazon.S3;
using Amazon.S3.Model;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>Transfer acceleration of buckets, and what its refusals mean.</summary>
internal sealed class Acceleration(PersonalizeApi api)
{
    private const string NotConfigured = "NotConfigured";

    /// <summary>Whether a bucket has it.</summary>
    public async Task<TransferAcceleration> GetAsync(string bucket, CancellationToken cancellationToken)
    {
        EnsurePossible(bucket);
        var request = new GetBucketAccelerateConfigurationRequest { BucketName = bucket };
        var response = await ExplainAsync(
            () => api.CallAsync(api.Connection.S3.GetBucketAccelerateConfigurationAsync, request, bucket, cancellationToken), bucket, "s3:GetAccelerateConfiguration");
        return new TransferAcceleration
        {
            Bucket = bucket,
            Status = response.Status?.Value is { Length: > 0 } status ? status : NotConfigured,
            Endpoint = $"{bucket}.s3-accelerate.amazonaws.com",
        };
    }

    /// <summary>Switches it.</summary>
    public Task SetAsync(string bucket, string status, CancellationToken cancellationToken)
    {
        EnsurePossible(bucket);
        var request = new PutBucketAccelerateConfigurationRequest
        {
            BucketName = bucket,
            AccelerateConfiguration = new AccelerateConfiguration { Status = BucketAccelerateStatus.FindValue(status) },
        };
        return ExplainAsync(
            () => api.CallAsync(api.Connection.S3.PutBucketAccelerateConfigurationAsync, request, bucket, cancellationToken), bucket, "s3:PutAccelerateConfiguration");
    }

    /// <summary>Makes sure that an accelerated upload has a chance; who may not look is let through, and S3 answers.</summary>
    /// <exception cref="PersonalizeException">It is off, or the bucket cannot have it.</exception>
    public async Task RequireAsync(string bucket, CancellationToken cancellationToken)
    {
        try
        {
            if ((await GetAsync(bucket, cancellationToken)).Status != "Enabled")
                throw new PersonalizeException("AccelerationNotEnabled", ErrorCategory.InvalidOperation, $"Transfer acceleration is not on for the bucket {bucket}.", bucket,
                    $"Switch it on: Set-TransferAcceleration -Bucket {bucket} -Status Enabled. It may take some minutes to work everywhere. Or leave out -Accelerate.");
        }
        catch (PersonalizeException error) when (error.Category == ErrorCategory.PermissionDenied)
        {
        }
    }

    /// <summary>Makes sure that the name of the bucket can be accelerated.</summary>
    /// <exception cref="PersonalizeException">It has dots.</exception>
    public static void EnsurePossible(string bucket)
    {
        if (bucket.Contains('.', StringComparison.Ordinal))
            throw new PersonalizeException("AccelerationNotPossible", ErrorCategory.InvalidArgument,
                $"The bucket {bucket} has dots in its name; transfer acceleration cannot serve such buckets.", bucket,
                "Use a bucket without dots, or upload without -Accelerate.");
    }

    private static async Task<T> ExplainAsync<T>(Func<Task<T>> call, string bucket, string permission)
    {
        try
        {
            return await call();
        }
        catch (PersonalizeException error) when (error.Category == ErrorCategory.PermissionDenied)
        {
            throw new PersonalizeException(error.ErrorId, error.Category, $"This identity may not do it: it needs {permission} on the bucket {bucket}.", bucket,
                $"Ask for {permission} on arn:aws:s3:::{bucket}.", error);
        }
        catch (PersonalizeException error) when (error.ErrorCode is "MethodNotAllowed" or "UnsupportedOperation" or "NotImplemented" or "IllegalLocationConstraintException")
        {
            throw new PersonalizeException("AccelerationNotPossible", ErrorCategory.NotImplemented,
                $"Transfer acceleration does not exist for the bucket {bucket}; S3 has it in some regions only: {error.Message}", bucket,
                "Upload without -Accelerate.", error);
        }
    }
}
