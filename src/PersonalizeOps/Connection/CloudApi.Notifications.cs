using System.Management.Automation;
using System.Text.Json;
using Amazon.Lambda.Model;
using Amazon.S3;
using Amazon.S3.Model;
using PersonalizeOps.Cloud;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <content>Notifications of buckets, and the permission that functions give to S3 for them.</content>
internal sealed partial class CloudApi
{
    private const string ServicePrincipal = "s3.amazonaws.com";

    /// <summary>Everything that a bucket tells, of us and of others.</summary>
    public Task<GetBucketNotificationResponse> GetNotificationsAsync(string bucket, CancellationToken cancellationToken)
    {
        var request = new GetBucketNotificationRequest { BucketName = bucket, ExpectedBucketOwner = Connection.AccountId };
        return CallAsync(S3.GetBucketNotificationAsync, request, bucket, cancellationToken);
    }

    /// <summary>The rules of a bucket's configuration as records.</summary>
    public static IReadOnlyList<PersonalizeNotification> RulesOf(string bucket, GetBucketNotificationResponse present) =>
    [
        .. (present.LambdaFunctionConfigurations ?? []).Select(rule => ToRecord(bucket, rule.Id, rule.Events, rule.Filter, "Function", rule.FunctionArn)),
        .. (present.TopicConfigurations ?? []).Select(rule => ToRecord(bucket, rule.Id, rule.Events, rule.Filter, "Topic", rule.Topic)),
        .. (present.QueueConfigurations ?? []).Select(rule => ToRecord(bucket, rule.Id, rule.Events, rule.Filter, "Queue", rule.Queue)),
    ];

    /// <summary>Adds a rule to what was read, in place of one with its id, and writes all of it: S3 knows no other way.</summary>
    /// <exception cref="PersonalizeException">S3 does not take it; the message says what to do.</exception>
    public async Task PutNotificationAsync(GetBucketNotificationResponse present, PersonalizeNotification rule, CancellationToken cancellationToken)
    {
        var request = Without(present, rule.Bucket, [rule.Id]);
        var filter = ToFilter(rule);
        List<EventType> events = [.. rule.Event.Select(name => (EventType)name)];
        if (rule.TargetType == "Topic")
            request.TopicConfigurations.Add(new TopicConfiguration { Id = rule.Id, Events = events, Filter = filter, Topic = rule.TargetArn });
        else
            request.LambdaFunctionConfigurations.Add(
                new LambdaFunctionConfiguration { Id = rule.Id, Events = events, Filter = filter, FunctionArn = rule.TargetArn });
        try
        {
            await CallAsync(S3.PutBucketNotificationAsync, request, rule.Bucket, cancellationToken).ConfigureAwait(false);
        }
        catch (PersonalizeException error) when (Explanation(error.Message, rule) is { } explanation)
        {
            throw new PersonalizeException(error.ErrorId, ErrorCategory.InvalidArgument, error.Message, rule.Bucket, explanation, error)
            {
                ErrorCode = error.ErrorCode,
            };
        }
    }

    /// <summary>Writes what was read without some of its rules.</summary>
    public Task RemoveNotificationsAsync(
        GetBucketNotificationResponse present, string bucket, IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        CallAsync(S3.PutBucketNotificationAsync, Without(present, bucket, ids), bucket, cancellationToken);

    /// <summary>Whether a function lets S3 call it for a bucket, whoever gave the permission.</summary>
    public async Task<bool> HasPermissionAsync(string functionArn, string bucket, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetPolicyRequest { FunctionName = functionArn };
            var response = await CallAsync(Lambda.GetPolicyAsync, request, functionArn, cancellationToken).ConfigureAwait(false);
            using var policy = JsonDocument.Parse(response.Policy);
            var statements = policy.RootElement.GetProperty("Statement");
            return statements.EnumerateArray().Any(statement => Allows(statement, BucketArn(bucket)));
        }
        catch (PersonalizeException error) when (error.ErrorCode == "ResourceNotFoundException")
        {
            // The function has no policy yet; if it does not exist itself, giving the permission tells.
            return false;
        }
    }

    /// <summary>Lets S3 call a function for a bucket of this account.</summary>
    public async Task AddPermissionAsync(string functionArn, string bucket, CancellationToken cancellationToken)
    {
        var request = new AddPermissionRequest
        {
            FunctionName = functionArn,
            StatementId = StatementId(bucket),
            Action = "lambda:InvokeFunction",
            Principal = ServicePrincipal,
            SourceArn = BucketArn(bucket),
            SourceAccount = Connection.AccountId,
        };
        await CallAsync(Lambda.AddPermissionAsync, request, functionArn, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes back the permission that <see cref="AddPermissionAsync"/> gave; one of a template stays.</summary>
    public async Task RemovePermissionAsync(string functionArn, string bucket, CancellationToken cancellationToken)
    {
        try
        {
            var request = new RemovePermissionRequest { FunctionName = functionArn, StatementId = StatementId(bucket) };
            await CallAsync(Lambda.RemovePermissionAsync, request, functionArn, cancellationToken).ConfigureAwait(false);
        }
        catch (PersonalizeException error) when (error.ErrorCode == "ResourceNotFoundException")
        {
            // It was never given, or the function is gone.
        }
    }

    private static string? Explanation(string message, PersonalizeNotification rule)
    {
        if (message.Contains("ambiguously defined", StringComparison.OrdinalIgnoreCase))
            return "S3 counts rules that were removed a moment ago for about five minutes: try again then, or choose another -Prefix or -Suffix.";
        if (!message.Contains("Unable to validate", StringComparison.OrdinalIgnoreCase))
            return null;
        return rule.TargetType == "Topic"
            ? $"The policy of the topic must let {ServicePrincipal} sns:Publish for {rule.Bucket}, and that of the key which encrypts the topic " +
                "kms:GenerateDataKey and kms:Decrypt."
            : "A target of the bucket's notifications does not exist any more or does not let S3 call it. It need not be this one: " +
                "Get-PersonalizeNotification -All shows them.";
    }

    private PutBucketNotificationRequest Without(GetBucketNotificationResponse present, string bucket, IReadOnlyCollection<string> ids) => new()
    {
        BucketName = bucket,
        ExpectedBucketOwner = Connection.AccountId,
        LambdaFunctionConfigurations = [.. (present.LambdaFunctionConfigurations ?? []).Where(rule => !ids.Contains(rule.Id))],
        TopicConfigurations = [.. (present.TopicConfigurations ?? []).Where(rule => !ids.Contains(rule.Id))],
        QueueConfigurations = [.. (present.QueueConfigurations ?? []).Where(rule => !ids.Contains(rule.Id))],
        EventBridgeConfiguration = present.EventBridgeConfiguration,
    };

    private static PersonalizeNotification ToRecord(
        string bucket, string id, List<EventType> events, Amazon.S3.Model.Filter? filter, string type, string target)
    {
        var rules = filter?.S3KeyFilter?.FilterRules ?? [];
        return new PersonalizeNotification
        {
            Bucket = bucket,
            Id = id,
            Workflow = NotificationRules.WorkflowOf(id),
            Event = [.. events.Select(item => item.Value)],
            Prefix = rules.Find(rule => rule.Name.Equals("prefix", StringComparison.OrdinalIgnoreCase))?.Value ?? "",
            Suffix = rules.Find(rule => rule.Name.Equals("suffix", StringComparison.OrdinalIgnoreCase))?.Value ?? "",
            TargetType = type,
            TargetArn = target,
        };
    }

    private static Amazon.S3.Model.Filter? ToFilter(PersonalizeNotification rule)
    {
        List<FilterRule> rules = [];
        if (rule.Prefix.Length > 0)
            rules.Add(new FilterRule { Name = "prefix", Value = rule.Prefix });
        if (rule.Suffix.Length > 0)
            rules.Add(new FilterRule { Name = "suffix", Value = rule.Suffix });
        return rules.Count == 0 ? null : new Amazon.S3.Model.Filter { S3KeyFilter = new S3KeyFilter { FilterRules = rules } };
    }

    private string BucketArn(string bucket) => $"arn:{Connection.Partition}:s3:::{bucket}";

    private static string StatementId(string bucket) => NotificationRules.IdPrefix + bucket.Replace('.', '_');

    private static bool Allows(JsonElement statement, string bucketArn) =>
        statement.GetProperty("Effect").GetString() == "Allow"
        && statement.TryGetProperty("Principal", out var principal) && principal.ToString().Contains(ServicePrincipal, StringComparison.Ordinal)
        && statement.TryGetProperty("Condition", out var condition) && Strings(condition).Contains(bucketArn, StringComparer.Ordinal);

    private static IEnumerable<string> Strings(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Strings(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Strings),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };
}
