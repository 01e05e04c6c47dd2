namespace PersonalizeOps.Engine.Filters;

/// <summary>One comparison of a filter.</summary>
/// <param name="Dataset">The dataset of the field; that of users for <c>CurrentUser</c>.</param>
/// <param name="Field">The field's name as written.</param>
/// <param name="Operator">The comparison.</param>
/// <param name="Operand">What with.</param>
/// <param name="Position">Where the field stands, from 1.</param>
internal sealed record FilterCondition(FilterDataset Dataset, string Field, FilterOperator Operator, FilterOperand Operand, int Position)
{
    /// <summary>Whether texts are compared, not numbers.</summary>
    public bool IsOfTexts => Operator is FilterOperator.In or FilterOperator.NotIn;

    public bool IsOfEvents => Dataset is FilterDataset.Interactions or FilterDataset.ActionInteractions;
}
