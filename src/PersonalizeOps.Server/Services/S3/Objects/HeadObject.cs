using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>Gives the headers that a read of the object would have.</summary>
/// <param name="store">The objects.</param>
internal sealed class HeadObject(ObjectStore store) : IS3Operation
{
    /// <inheritdoc/>
    public Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken)
    {
        var (content, selection) = ObjectSelection.Open(store, request);
        using (content)
        {
            return Task.FromResult(selection.Answer(content.Info, content: null));
        }
    }
}
