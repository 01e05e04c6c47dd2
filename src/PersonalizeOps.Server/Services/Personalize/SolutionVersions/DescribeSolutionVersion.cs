using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeSolutionVersion.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeSolutionVersionResponse> DescribeSolutionVersionAsync(
        DescribeSolutionVersionRequest request,
        CallContext context,
        CancellationToken cancellationToken) => Task.FromResult(new DescribeSolutionVersionResponse
        {
            SolutionVersion = Describe<SolutionVersion>(context, request.SolutionVersionArn, ResourceKind.SolutionVersion),
        });
}
