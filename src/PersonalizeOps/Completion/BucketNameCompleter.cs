using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using Amazon.S3.Model;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>Completes names of buckets of the account; without a connection, or when the service is slow or refuses, it offers nothing.</summary>
internal sealed class BucketNameCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matches(StackNameCompleter.Ask(fakeBoundParameters, NamesAsync) ?? [], wordToComplete, "bucket");

    private static async Task<List<string>> NamesAsync(CloudApi cloud, CancellationToken cancellationToken) =>
        [.. ((await cloud.S3.ListBucketsAsync(new ListBucketsRequest(), cancellationToken)).Buckets ?? []).Select(bucket => bucket.BucketName)];
}
