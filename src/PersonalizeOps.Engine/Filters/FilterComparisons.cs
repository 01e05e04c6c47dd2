namespace PersonalizeOps.Engine.Filters;

internal static class FilterComparisons
{
    /// <summary>Whether two numbers compare; one that is absent (NaN) is only unequal.</summary>
    public static bool Holds(this FilterOperator comparison, double left, double right) => comparison switch
    {
        FilterOperator.Equal => left == right,
        FilterOperator.NotEqual => left != right,
        FilterOperator.Less => left < right,
        FilterOperator.LessOrEqual => left <= right,
        FilterOperator.Greater => left > right,
        FilterOperator.GreaterOrEqual => left >= right,
        _ => throw new ArgumentOutOfRangeException(nameof(comparison)),
    };
}
