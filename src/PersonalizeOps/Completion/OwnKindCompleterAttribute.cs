using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;
using PersonalizeOps.Commands.Base;

namespace PersonalizeOps.Completion;

/// <summary>Completes names of the kind that a Get- or Remove- cmdlet is for, on the parameter that they share.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class OwnKindCompleterAttribute : ArgumentCompleterAttribute, IArgumentCompleterFactory, IArgumentCompleter
{
    public IArgumentCompleter Create() => this;

    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        var command = Runspace.DefaultRunspace?.SessionStateProxy.InvokeCommand.GetCommand(commandName, CommandTypes.Cmdlet | CommandTypes.Alias);
        var cmdlet = command is AliasInfo alias ? alias.ResolvedCommand as CmdletInfo : command as CmdletInfo;
        if (cmdlet is null || Activator.CreateInstance(cmdlet.ImplementingType) is not IDisposable instance)
            return [];
        using (instance)
        {
            return instance switch
            {
                GetResourceCmdlet get => new ResourceCompleter(get.Kind).CompleteArgument(
                    commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters),
                RemoveResourceCmdlet remove => new ResourceCompleter(remove.Kind).CompleteArgument(
                    commandName, parameterName, wordToComplete, commandAst, fakeBoundParameters),
                _ => [],
            };
        }
    }
}
