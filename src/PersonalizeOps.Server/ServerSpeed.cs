namespace PersonalizeOps.Server;

/// <summary>How fast pending states pass.</summary>
public enum ServerSpeed
{
    /// <summary>As fast as the work is done.</summary>
    Instant,

    /// <summary>Each state can be seen: a second in CREATE PENDING, another in CREATE IN_PROGRESS.</summary>
    Fast,

    /// <summary>About as long as on AWS: minutes, and most of an hour for a training. The clock can be advanced meanwhile.</summary>
    Real,
}
