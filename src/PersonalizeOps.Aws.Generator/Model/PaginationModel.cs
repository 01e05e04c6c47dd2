namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>How an operation continues: which input member takes which output member, and what the pages hold.</summary>
internal sealed record PaginationModel(string InputToken, string OutputToken, EquatableArray<string> ResultKeys);
