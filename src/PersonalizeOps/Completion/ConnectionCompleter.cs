using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>Completes the connections of this session.</summary>
internal sealed class ConnectionCompleter : IArgumentCompleter
{
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        CompletionText.Matches(ConnectionState.All.Select(connection => connection.Name), wordToComplete, "connection");
}
