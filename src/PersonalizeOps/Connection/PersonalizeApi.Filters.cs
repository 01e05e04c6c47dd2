using Amazon.Personalize.Model;
using PersonalizeOps.Binding;

namespace PersonalizeOps.Connection;

/// <summary>Filters.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.Filter> GetFilterAsync(string arn, CancellationToken cancellationToken)
    {
        var filter = (await CallAsync(Personalize.DescribeFilterAsync, new DescribeFilterRequest { FilterArn = arn }, arn, cancellationToken)
            .ConfigureAwait(false)).Filter;
        return new Records.Filter
        {
            Name = filter.Name,
            Arn = filter.FilterArn,
            DatasetGroup = ResourceArn.NameOf(filter.DatasetGroupArn),
            DatasetGroupArn = filter.DatasetGroupArn,
            Expression = filter.FilterExpression,
            Status = filter.Status,
            FailureReason = filter.FailureReason,
            Created = Local(filter.CreationDateTime),
            Updated = Local(filter.LastUpdatedDateTime),
        };
    }

    public Task<IReadOnlyList<ResourceSummary>> ListFiltersAsync(string? datasetGroupArn, CancellationToken cancellationToken) => ListAsync(
        Personalize.ListFiltersAsync, token => new ListFiltersRequest { DatasetGroupArn = datasetGroupArn, NextToken = token },
        (ListFiltersResponse page) =>
            (page.Filters?.Select(item => new ResourceSummary(item.FilterArn, item.Name, item.Status, item.CreationDateTime)), page.NextToken),
        cancellationToken);

    public async Task<string> CreateFilterAsync(CreateFilterRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateFilterAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).FilterArn;
}
