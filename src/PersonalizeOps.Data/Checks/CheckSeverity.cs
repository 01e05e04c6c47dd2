namespace PersonalizeOps.Data;

/// <summary>How much a finding matters.</summary>
public enum CheckSeverity
{
    /// <summary>Something to know about the data.</summary>
    Information,

    /// <summary>The data can be imported, and something in it is probably not meant so.</summary>
    Warning,

    /// <summary>An import, or the training that was asked about, will fail.</summary>
    Error,
}
