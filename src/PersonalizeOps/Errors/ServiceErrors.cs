using System.Management.Automation;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Amazon.Runtime;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Errors;

/// <summary>What an error code of AWS means in PowerShell: category and recommended action.</summary>
internal static partial class ServiceErrors
{
    public static PersonalizeException ToException(string operation, AmazonServiceException error, object? target)
    {
        if (IsConnectionFailure(error))
            return NoConnection(operation, error, target);

        var code = Code(error);
        var (category, action) = Classify(operation, code, error.StatusCode, error.Message);
        return new PersonalizeException($"{operation}.{code}", category, error.Message, target, action, error)
        {
            ErrorCode = code,
            RequestId = error.RequestId,
        };
    }

    public static PersonalizeException ToException(string operation, AmazonClientException error, object? target, string? profile = null)
    {
        if (IsConnectionFailure(error))
            return NoConnection(operation, error, target);
        // The SDK has no type of its own for it.
        if (error.Message.Contains("SSO", StringComparison.Ordinal))
            return new PersonalizeException("SsoLoginRequired", ErrorCategory.AuthenticationError,
                $"The single sign-on session of the profile {profile ?? "default"} is missing or has ended.", profile,
                $"Log in: aws sso login --profile {profile ?? "default"}", error);

        return new PersonalizeException(
            $"{operation}.{error.GetType().Name}", ErrorCategory.AuthenticationError, error.Message, target,
            "Check the credentials: Connect-Personalize -ProfileName or -Credential.", error);
    }

    private static string Code(AmazonServiceException error) =>
        string.IsNullOrEmpty(error.ErrorCode) ? $"Http{(int)error.StatusCode}" : error.ErrorCode;

    private static (ErrorCategory Category, string? Action) Classify(string operation, string code, HttpStatusCode status, string message) => code switch
    {
        "ResourceNotFoundException" or "NoSuchKey" or "NoSuchBucket" or "NotFound" or "NoSuchEntity" or "EntityNotFoundException"
            or "StateMachineDoesNotExist" or "ExecutionDoesNotExist" or "ChangeSetNotFound" =>
            (ErrorCategory.ObjectNotFound, $"Check the name and the region; {WhatLists(message)} lists what exists."),
        "ResourceAlreadyExistsException" or "BucketAlreadyExists" or "AlreadyExistsException" or "ExecutionAlreadyExists" =>
            (ErrorCategory.ResourceExists, "Use the existing resource or choose another name."),
        "OperationInProgressException" or "OperationInProgress" or "ResourceConflictException" or "ConcurrentRunsExceededException" =>
            (ErrorCategory.ResourceBusy, "Wait until the other operation has ended, then try again."),
        "ResourceInUseException" => (ErrorCategory.ResourceBusy, WhenInUse(operation)),
        "LimitExceededException" => message.Contains("PENDING", StringComparison.Ordinal)
            ? (ErrorCategory.QuotaExceeded, "Wait until running jobs have ended, then try again.")
            : (ErrorCategory.QuotaExceeded, "Remove what is no longer needed or ask AWS for a higher quota."),
        "InvalidInputException" or "InvalidNextTokenException" or "ValidationException" or "ValidationError" or "InvalidBucketName"
            or "InvalidArgument" or "InvalidParameterValueException" or "InvalidArn" or "InvalidName" or "InvalidExecutionInput" =>
            (ErrorCategory.InvalidArgument, null),
        "TooManyTagsException" or "TooManyTagKeysException" => (ErrorCategory.LimitsExceeded, "A resource takes 50 tags."),
        "AccessDeniedException" or "AccessDenied" or "UnauthorizedOperation" or "OptInRequired" =>
            (ErrorCategory.PermissionDenied, "The identity of Get-PersonalizeConnection lacks this permission."),
        "ExpiredTokenException" or "ExpiredToken" or "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidAccessKeyId"
            or "MissingAuthenticationToken" or "MissingAuthenticationTokenException" or "IncompleteSignature" or "RequestExpired"
            or "SignatureDoesNotMatch" or "InvalidSignatureException" or "RequestTimeTooSkewed" =>
            (ErrorCategory.AuthenticationError, "Connect again with valid credentials: Connect-Personalize."),
        "ThrottlingException" or "Throttling" or "TooManyRequestsException" or "SlowDown" or "RequestLimitExceeded" =>
            (ErrorCategory.ResourceUnavailable, "Too many calls: wait a moment or lower -ThrottleLimit."),
        "NotImplemented" or "NotImplementedException" => (ErrorCategory.NotImplemented, null),
        _ when (int)status >= 500 => (ErrorCategory.ResourceUnavailable, "The service failed: try again."),
        _ => (ErrorCategory.NotSpecified, null),
    };

    /// <summary>The service names what is missing by its ARN.</summary>
    private static string WhatLists(string message) => ArnInMessage().Match(message) is { Success: true } arn && ResourceArn.KindOf(arn.Value) is { } kind
        ? $"Get-{ResourceFamilies.Of(kind).Noun}"
        : "the Get- cmdlet of the kind";

    [GeneratedRegex(@"arn:[a-z\d-]+:personalize:[^\s,;]+[\w]")]
    private static partial Regex ArnInMessage();

    /// <summary>The service says it of what changes, of what others depend on, and of work that has ended.</summary>
    private static string WhenInUse(string operation) => operation switch
    {
        _ when operation.StartsWith("Delete", StringComparison.Ordinal) =>
            "Remove what depends on it first, and wait for what changes; Remove-PersonalizeDatasetGroup -Recurse does both for a whole dataset group.",
        _ when operation.StartsWith("Stop", StringComparison.Ordinal) => "Look at its status: only what is not finished can be stopped.",
        _ => "Wait until its status is ACTIVE, then try again.",
    };

    /// <summary>The service cannot be reached.</summary>
    public static PersonalizeException NoConnection(string operation, Exception error, object? target) =>
        new($"{operation}.ConnectionFailed", ErrorCategory.ConnectionError, $"The service does not answer: {Root(error).Message}", target,
            "Check Get-PersonalizeConnection; Connect-Personalize -Local starts the local server again.", error);

    private static bool IsConnectionFailure(Exception error)
    {
        for (Exception? inner = error; inner is not null; inner = inner.InnerException)
            if (inner is HttpRequestException or SocketException)
                return true;
        return false;
    }

    private static Exception Root(Exception error)
    {
        while (error.InnerException is { } inner)
            error = inner;
        return error;
    }
}
