using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeFeatureTransformation.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeFeatureTransformationResponse> DescribeFeatureTransformationAsync(
        DescribeFeatureTransformationRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var name = PersonalizeArn.ServiceName(request.FeatureTransformationArn, "feature-transformation");
        var parameters = RecipeBook.TransformationParameters(name) ?? throw Errors.ResourceNotFound(request.FeatureTransformationArn);
        return Task.FromResult(new DescribeFeatureTransformationResponse
        {
            FeatureTransformation = new FeatureTransformation
            {
                Name = name,
                FeatureTransformationArn = request.FeatureTransformationArn,
                DefaultParameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default),
                Status = ResourceStatus.Active,
                CreationDateTime = RecipeDate,
                LastUpdatedDateTime = RecipeDate,
            },
        });
    }
}
