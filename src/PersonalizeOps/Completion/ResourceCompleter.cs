using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>Asks the service for names and keeps them for seconds; without a connection, or when it is slow or fails, it offers what needs none.</summary>
internal sealed class ResourceCompleter(ResourceKind kind) : IArgumentCompleter
{
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static readonly string[] Recipes =
    [
        "aws-user-personalization", "aws-user-personalization-v2", "aws-popularity-count", "aws-trending-now", "aws-similar-items", "aws-sims",
        "aws-semantic-similarity", "aws-personalized-ranking", "aws-personalized-ranking-v2", "aws-next-best-action", "aws-item-affinity",
        "aws-item-attribute-affinity",
    ];

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var connection = fakeBoundParameters["Connection"] switch
        {
            PersonalizeConnection given => given,
            string name => ConnectionState.Find(name),
            _ => ConnectionState.Current,
        };
        return CompletionText.Matches(Names(connection), wordToComplete, ResourceArn.WordOf(kind));
    }

    private IReadOnlyList<string> Names(PersonalizeConnection? connection)
    {
        if (connection is null)
            return Fallback();
        var time = TimeProvider.System;
        if (connection.CompletionCache.TryGetValue(kind.ToString(), out var cached) && time.GetElapsedTime(cached.Timestamp) < CacheTime)
            return cached.Names;
        try
        {
            using var timeout = new CancellationTokenSource(Patience);
            var names = Task.Run(() => ListAsync(new PersonalizeApi(connection, _ => { }), timeout.Token), timeout.Token).GetAwaiter().GetResult();
            connection.CompletionCache[kind.ToString()] = (time.GetTimestamp(), names);
            return names;
        }
        catch (Exception)
        {
            // A completer that throws would spoil the prompt; what failed shows when the command runs.
            return Fallback();
        }
    }

    private string[] Fallback() => kind == ResourceKind.Recipe ? Recipes : [];

    private async Task<IReadOnlyList<string>> ListAsync(PersonalizeApi api, CancellationToken cancellationToken) =>
        [.. (await ResourceFamilies.Of(kind).ListAsync(api, null, cancellationToken)).Select(item => item.Name)];
}
