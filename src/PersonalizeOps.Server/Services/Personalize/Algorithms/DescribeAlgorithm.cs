using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation DescribeAlgorithm. There is no container here, so <c>algorithmImage</c> and resources stay unset.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<DescribeAlgorithmResponse> DescribeAlgorithmAsync(
        DescribeAlgorithmRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var name = PersonalizeArn.ServiceName(request.AlgorithmArn, "algorithm");
        var parameters = RecipeBook.AlgorithmParameters(name) ?? throw Errors.ResourceNotFound(request.AlgorithmArn);
        return Task.FromResult(new DescribeAlgorithmResponse
        {
            Algorithm = new Algorithm
            {
                Name = name,
                AlgorithmArn = request.AlgorithmArn,
                DefaultHyperParameters = parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.Default),
                DefaultHyperParameterRanges = Ranges(parameters),
                CreationDateTime = RecipeDate,
                LastUpdatedDateTime = RecipeDate,
            },
        });
    }

    private static DefaultHyperParameterRanges Ranges(IReadOnlyList<ParameterEntry> parameters)
    {
        var numbers = parameters.Where(parameter => parameter is { Minimum: not null, Maximum: not null }).ToList();
        return new DefaultHyperParameterRanges
        {
            IntegerHyperParameterRanges = [.. numbers.Where(parameter => parameter.IsInteger).Select(parameter => new DefaultIntegerHyperParameterRange
            {
                Name = parameter.Name,
                MinValue = (int)parameter.Minimum!,
                MaxValue = (int)parameter.Maximum!,
                IsTunable = parameter.IsTunable,
            })],
            ContinuousHyperParameterRanges = [.. numbers.Where(parameter => !parameter.IsInteger).Select(parameter => new DefaultContinuousHyperParameterRange
            {
                Name = parameter.Name,
                MinValue = parameter.Minimum,
                MaxValue = parameter.Maximum,
                IsTunable = parameter.IsTunable,
            })],
            CategoricalHyperParameterRanges = [.. parameters.Where(parameter => parameter.Values.Count > 0).Select(parameter =>
                new DefaultCategoricalHyperParameterRange
                {
                    Name = parameter.Name,
                    Values = [.. parameter.Values],
                    IsTunable = parameter.IsTunable,
                })],
        };
    }
}
