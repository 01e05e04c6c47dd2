namespace PersonalizeOps.Engine.Filters;

internal enum FilterTokenKind
{
    End,
    Word,
    Text,
    Number,
    Parameter,
    Symbol,
}
