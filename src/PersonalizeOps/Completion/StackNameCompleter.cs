using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>Completes names of stacks that are ours, from the service; without a connection, or when it is slow or fails, it offers nothing.</summary>
internal sealed class StackNameCompleter : IArgumentCompleter
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matches(Ask(fakeBoundParameters, NamesAsync) ?? [], wordToComplete, "stack");

    /// <summary>Asks the service while the user waits at the prompt; null when there is no answer.</summary>
    internal static T? Ask<T>(IDictionary boundParameters, Func<CloudApi, CancellationToken, Task<T>> ask)
        where T : class
    {
        var connection = LiveLists.ConnectionOf(boundParameters);
        if (connection is null or { StatePath: not null })
            return null;
        try
        {
            using var timeout = new CancellationTokenSource(Patience);
            return Task.Run(() => ask(new CloudApi(new PersonalizeApi(connection, _ => { })), timeout.Token), timeout.Token).GetAwaiter().GetResult();
        }
        catch (Exception)
        {
            // A completer that throws would spoil the prompt; what failed shows when the command runs.
            return null;
        }
    }

    private static async Task<List<string>> NamesAsync(CloudApi cloud, CancellationToken cancellationToken) =>
        [.. (await cloud.ListStacksAsync(cancellationToken)).Where(stack => stack.IsOurs).Select(stack => stack.Name)];
}
