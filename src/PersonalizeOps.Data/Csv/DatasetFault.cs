namespace PersonalizeOps.Data;

/// <summary>Why a CSV file can't be imported, and where.</summary>
/// <param name="File">The name of the file.</param>
/// <param name="Row">The line on which the record starts (the header is line 1); 0 when the file as a whole is at fault.</param>
/// <param name="Column">The column at fault, if it is one.</param>
/// <param name="Code">One of <see cref="DatasetFaultCodes"/>.</param>
/// <param name="Problem">What is wrong, with the value; without a full stop.</param>
/// <param name="Advice">What to do; without a full stop.</param>
public sealed record DatasetFault(string File, long Row, string? Column, string Code, string Problem, string Advice)
{
    /// <summary>The column at fault, if it is one; control characters in its name are shown as signs.</summary>
    public string? Column { get; init; } = Column is null ? null : FieldCheck.Visible(Column);

    /// <summary>Sentences with file, row, column, value and what to do.</summary>
    public string Message => $"{File}{(Row > 0 ? $", row {Row}" : "")}{(Column is null ? "" : $", column {Column}")}: {Problem}. {Advice}.";
}
