using PersonalizeOps.Data;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Jobs.Imports;

/// <summary>What an import reads.</summary>
/// <param name="DatasetArn">The dataset it is for.</param>
/// <param name="Type">The dataset's type.</param>
/// <param name="Schema">The dataset's schema.</param>
/// <param name="IsIncremental">Whether the rows join those that are there.</param>
/// <param name="Objects">The CSV objects.</param>
internal sealed record ImportSource(
    string DatasetArn,
    DatasetType Type,
    DatasetSchema Schema,
    bool IsIncremental,
    IReadOnlyList<ObjectInfo> Objects);
