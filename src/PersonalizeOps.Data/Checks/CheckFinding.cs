namespace PersonalizeOps.Data;

/// <summary>One kind of fault in one column of a file, or something worth knowing about the data.</summary>
/// <param name="Severity">How much it matters.</param>
/// <param name="Code">One of <see cref="DatasetFaultCodes"/> or <see cref="CheckCodes"/>.</param>
/// <param name="Column">The column, if it is about one.</param>
/// <param name="Count">How many rows, users, items or values it is about; exact unless the message says otherwise.</param>
/// <param name="Rows">The first lines of the file with it, in ascending order; the header is line 1.</param>
/// <param name="Message">What it is; of a fault, what is wrong at the first row.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Examples">What is wrong at each of the rows; empty when the rows do not differ.</param>
public sealed record CheckFinding(
    CheckSeverity Severity,
    string Code,
    string? Column,
    long Count,
    IReadOnlyList<long> Rows,
    string Message,
    string Advice,
    IReadOnlyList<string> Examples);
