namespace PersonalizeOps.Server.Storage;

/// <summary>Where a dataset's rows are.</summary>
/// <param name="DatasetArn">The dataset.</param>
/// <param name="File">The name of the file in the state folder's <c>datasets</c>.</param>
/// <param name="RowCount">How many rows it holds.</param>
internal sealed record DatasetContent(string DatasetArn, string File, long RowCount);
