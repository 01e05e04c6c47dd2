namespace PersonalizeOps.Engine.Models.Segments;

/// <summary>A column and the value an item must have in it.</summary>
/// <param name="Column">The column's name, as written.</param>
/// <param name="Value">The value; of a number its shortest text.</param>
/// <param name="IsNumber">Whether the value was written as a number, without quotes.</param>
/// <param name="Position">The place of the column in the expression, from 1.</param>
internal readonly record struct ItemAttribute(string Column, string Value, bool IsNumber, int Position);
