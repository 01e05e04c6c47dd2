namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>An operation of a model.</summary>
internal sealed record OperationModel(
    string Name,
    string HttpMethod,
    string Path,
    int SuccessStatus,
    string? ResultWrapper,
    string? Input,
    string? Output,
    EquatableArray<string> Errors,
    PaginationModel? Pagination);
