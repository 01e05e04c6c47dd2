using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Reads an object, a range or a part of it.</summary>
/// <param name="store">The objects.</param>
internal sealed class GetObject(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (content, selection) = ObjectSelection.Open(store, request);
        return Task.FromResult(selection.Answer(content.Info, content));
    }
}
