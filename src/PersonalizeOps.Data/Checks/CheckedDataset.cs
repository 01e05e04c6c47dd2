namespace PersonalizeOps.Data;

/// <summary>A file that was checked, and what was found.</summary>
public sealed class CheckedDataset
{
    private readonly List<CheckFinding> _findings = [];

    internal CheckedDataset(string file, DatasetType type, DatasetSchema schema)
    {
        File = file;
        Type = type;
        Schema = schema;
    }

    /// <summary>The name of the file.</summary>
    public string File { get; }

    /// <summary>What the file holds.</summary>
    public DatasetType Type { get; }

    /// <summary>The schema that the records were checked against.</summary>
    public DatasetSchema Schema { get; }

    /// <summary>The bytes read.</summary>
    public long Bytes { get; internal set; }

    /// <summary>The records, without the header.</summary>
    public long Rows { get; internal set; }

    /// <summary>The different users; null where the dataset has none.</summary>
    public long? Users { get; internal set; }

    /// <summary>The different items (or actions); null where the dataset has none.</summary>
    public long? Items { get; internal set; }

    /// <summary>The share of all pairs of user and item that have an interaction; null but for interactions.</summary>
    public double? Density { get; internal set; }

    /// <summary>The time of the first interaction.</summary>
    public DateTimeOffset? FirstTime { get; internal set; }

    /// <summary>The time of the last interaction.</summary>
    public DateTimeOffset? LastTime { get; internal set; }

    /// <summary>What was found: errors first, then warnings, then information.</summary>
    public IReadOnlyList<CheckFinding> Findings => [.. _findings.OrderByDescending(finding => finding.Severity)];

    /// <summary>Whether the file can be imported, and the recipe that was asked about be trained.</summary>
    public bool IsValid => _findings.All(finding => finding.Severity != CheckSeverity.Error);

    internal DatasetIds? Ids { get; set; }

    internal void Remove(Predicate<CheckFinding> isMeant) => _findings.RemoveAll(isMeant);

    internal void Add(CheckFinding finding) => _findings.Add(finding);

    internal void Add(IEnumerable<CheckFinding> findings) => _findings.AddRange(findings);

    internal void Add(
        string code,
        long count,
        string message,
        string advice,
        CheckSeverity? severity = null,
        string? column = null,
        IReadOnlyList<long>? rows = null) =>
        _findings.Add(new CheckFinding(
            severity ?? CheckRules.SeverityOf(code), code, column is null ? null : FieldCheck.Visible(column), count, rows ?? [], FieldCheck.Visible(message), advice, []));
}
