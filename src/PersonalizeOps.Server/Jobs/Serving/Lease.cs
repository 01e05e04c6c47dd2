namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>The use of something shared, until disposed.</summary>
/// <typeparam name="T">What is shared.</typeparam>
/// <param name="shared">What was acquired; null when there is nothing.</param>
internal readonly struct Lease<T>(Shared<T>? shared) : IDisposable
    where T : class, IDisposable
{
    /// <summary>Gets the value; null when there is nothing.</summary>
    public T? Value => shared?.Value;

    /// <inheritdoc/>
    public void Dispose() => shared?.Release();
}
