using PersonalizeOps.Binding;
using PersonalizeOps.Records;

namespace PersonalizeOps.Connection;

/// <summary>What the cmdlets know about one kind of resource; <see cref="ResourceFamilies"/> has them all.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="ApiNoun">Its noun in the API: <c>Create</c>, <c>Describe</c> and <c>Delete</c> go before it.</param>
/// <param name="Segment">What stands between account and name in its ARN.</param>
/// <param name="Word">Its name in messages.</param>
/// <param name="Noun">The noun of its cmdlets.</param>
/// <param name="Activity">What goes on while it is created: <c>Training {0}</c>.</param>
internal sealed record ResourceFamily(ResourceKind Kind, string ApiNoun, string Segment, string Word, string Noun, string Activity)
{
    /// <summary>Lists all of a connection, or those that belong to a resource of one of <see cref="Parents"/>.</summary>
    public required Func<PersonalizeApi, string?, CancellationToken, Task<IReadOnlyList<ResourceSummary>>> ListAsync { get; init; }

    public required Func<PersonalizeApi, string, CancellationToken, Task<PersonalizeResource>> DescribeAsync { get; init; }

    /// <summary>Deletes one; null for jobs, which stay for ever, and for recipes.</summary>
    public Func<PersonalizeApi, string, CancellationToken, Task>? DeleteAsync { get; init; }

    /// <summary>The kinds that a list can be narrowed to, most likely first.</summary>
    public IReadOnlyList<ResourceKind> Parents { get; init; } = [];

    /// <summary>Whether the ARN follows from the name; where it does not, the list is searched for the name.</summary>
    public bool NameInArn { get; init; } = true;

    /// <summary>How to end what goes on, {0} being the name; null when it cannot be ended.</summary>
    public string? StopCommand { get; init; }

    /// <summary>The command that shows a resource.</summary>
    public string WatchCommand(string name) => $"Get-{Noun} {name}";
}
