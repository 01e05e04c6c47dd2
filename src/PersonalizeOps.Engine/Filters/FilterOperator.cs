namespace PersonalizeOps.Engine.Filters;

internal enum FilterOperator
{
    In,
    NotIn,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}
