namespace PersonalizeOps.Engine.Filters;

/// <summary>One expression of a filter, between bars.</summary>
/// <param name="IsInclude">INCLUDE, or EXCLUDE.</param>
/// <param name="Groups">The conditions: those of a group are joined by AND, the groups by OR.</param>
/// <param name="UserConditions">What must hold of the user for the expression to count.</param>
internal sealed record FilterPart(
    bool IsInclude,
    IReadOnlyList<IReadOnlyList<FilterCondition>> Groups,
    IReadOnlyList<FilterCondition> UserConditions)
{
    public IEnumerable<FilterCondition> Conditions => Groups.SelectMany(group => group);

    /// <summary>Whether what it chooses depends on no user and no item.</summary>
    public bool IsStatic => Conditions.All(condition => !condition.IsOfEvents && condition.Operand.CurrentItemField is null);
}
