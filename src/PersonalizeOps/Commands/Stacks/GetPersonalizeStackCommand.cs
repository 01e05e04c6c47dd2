using System.Management.Automation;
using PersonalizeOps.Commands.Base;
using PersonalizeOps.Completion;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Stacks;

/// <summary>Shows stacks: those that these cmdlets made, or whose template is a bundled one. With -All also others.</summary>
[Cmdlet(VerbsCommon.Get, "PersonalizeStack")]
[OutputType(typeof(PersonalizeStack))]
public sealed class GetPersonalizeStackCommand : StackCmdlet
{
    /// <summary>The stacks, as names (with wildcards), ARNs or objects. A stack that is named exactly is shown whoever made it.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Arn")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(StackNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Name { get; set; } = ["*"];

    /// <summary>Shows only stacks of this workflow.</summary>
    [Parameter]
    [ValidateSet("Train", "Predict", "Notebook")]
    public string? Workflow { get; set; }

    /// <summary>Lists also the stacks of others.</summary>
    [Parameter]
    public SwitchParameter All { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync(CancellationToken cancellationToken)
    {
        foreach (var name in Name)
            await TryAsync(name, () => WriteAsync(name, cancellationToken));
    }

    private async Task WriteAsync(string name, CancellationToken cancellationToken)
    {
        IReadOnlyList<PersonalizeStack> stacks = WildcardPattern.ContainsWildcardCharacters(name)
            ? await MatchesAsync(name, cancellationToken)
            : [await Cloud.GetStackAsync(name, cancellationToken)];
        foreach (var stack in stacks.Where(stack => Workflow is null || stack.Workflow == Workflow))
        {
            var record = Wait ? await FollowAsync(stack.Arn, stack.Name, 0, null, cancellationToken) : stack;
            if (record is not null)
                WriteObject(await WithReasonAsync(record, cancellationToken));
        }
    }

    private async Task<IReadOnlyList<PersonalizeStack>> MatchesAsync(string name, CancellationToken cancellationToken)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant);
        return [.. (await Cloud.ListStacksAsync(cancellationToken)).Where(stack => pattern.IsMatch(stack.Name) && (All || stack.IsOurs))];
    }
}
