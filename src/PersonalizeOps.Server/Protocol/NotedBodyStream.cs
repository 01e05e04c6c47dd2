using PersonalizeOps.Server.Protocol.Signing;

namespace PersonalizeOps.Server.Protocol;

/// <summary>A body that knows whether anybody began to read it, which is when the client is asked to send it.</summary>
/// <param name="body">The body.</param>
internal sealed class NotedBodyStream(Stream body) : ReadOnlyStream
{
    /// <summary>Gets a value indicating whether the client was asked for the body.</summary>
    public bool IsAskedFor { get; private set; }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        IsAskedFor = true;
        return body.ReadAsync(buffer, cancellationToken);
    }
}
