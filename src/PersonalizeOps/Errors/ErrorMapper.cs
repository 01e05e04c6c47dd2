using System.Management.Automation;
using Amazon.Runtime;
using PersonalizeOps.Data;

namespace PersonalizeOps.Errors;

/// <summary>Turns exceptions into error records with a stable id, a category, a target and a recommended action.</summary>
internal static class ErrorMapper
{
    /// <summary>Whether an exception is an error of the work, and not the engine ending the pipeline.</summary>
    public static bool Handles(Exception error, CancellationToken stop) => error switch
    {
        // A path on a drive that is not there, which is one input's trouble.
        SessionStateException => true,
        RuntimeException or FlowControlException => false,
        OperationCanceledException => !stop.IsCancellationRequested,
        _ => true,
    };

    public static ErrorRecord ToRecord(Exception error, object? target)
    {
        var known = error as PersonalizeException ?? Understand(error, target);
        var record = new ErrorRecord(known, known.ErrorId, known.Category, target ?? known.Target);
        if (known.RecommendedAction is { } action)
            record.ErrorDetails = new ErrorDetails(known.Message) { RecommendedAction = action };
        return record;
    }

    private static PersonalizeException Understand(Exception error, object? target)
    {
        return error switch
        {
            AmazonServiceException service => ServiceErrors.ToException("Service", service, target),
            AmazonClientException client => ServiceErrors.ToException("Client", client, target),
            DatasetFaultException fault => As($"Dataset.{fault.Fault.Code}", ErrorCategory.InvalidData),
            SchemaException => As("InvalidSchema", ErrorCategory.InvalidData, "Correct the Avro schema and try again."),
            MovieLensException => As("InvalidMovieLensData", ErrorCategory.InvalidData),
            BatchOutputException => As("InvalidBatchOutput", ErrorCategory.InvalidData, "Is it an .out file of a batch inference job?"),
            FileNotFoundException or DirectoryNotFoundException or SessionStateException => As("FileNotFound", ErrorCategory.ObjectNotFound, "Check the path."),
            UnauthorizedAccessException => As("AccessDenied", ErrorCategory.PermissionDenied),
            IOException => As("IOFailure", ErrorCategory.ResourceUnavailable),
            OperationCanceledException or TimeoutException => As("Timeout", ErrorCategory.OperationTimeout, "Try again."),
            ArgumentException => As("InvalidArgument", ErrorCategory.InvalidArgument),
            _ => As(error.GetType().Name, ErrorCategory.NotSpecified),
        };

        PersonalizeException As(string id, ErrorCategory category, string? action = null) =>
            new(id, category, error.Message, target, action, error);
    }
}
