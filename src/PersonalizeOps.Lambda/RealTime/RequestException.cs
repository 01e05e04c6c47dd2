namespace PersonalizeOps.Lambda.RealTime;

/// <summary>A request that the caller has to change.</summary>
internal sealed class RequestException(int status, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Gets the HTTP status.</summary>
    public int Status { get; } = status;
}
