namespace PersonalizeOps.Engine.Recipes;

/// <summary>How much an optimization objective counts against relevance.</summary>
public enum ObjectiveSensitivity
{
    /// <summary>Not at all.</summary>
    Off,

    /// <summary>The item with the highest value is recommended with the chance of one with the lowest times e.</summary>
    Low,

    /// <summary>The same with e squared.</summary>
    Medium,

    /// <summary>The same with e to the fourth.</summary>
    High,
}
