using Amazon.Personalize.Model;

namespace PersonalizeOps.Connection;

/// <summary>Dataset groups.</summary>
internal sealed partial class PersonalizeApi
{
    public async Task<Records.DatasetGroup> GetDatasetGroupAsync(string arn, CancellationToken cancellationToken)
    {
        var request = new DescribeDatasetGroupRequest { DatasetGroupArn = arn };
        var group = (await CallAsync(Personalize.DescribeDatasetGroupAsync, request, arn, cancellationToken).ConfigureAwait(false)).DatasetGroup;
        return new Records.DatasetGroup
        {
            Name = group.Name,
            Arn = group.DatasetGroupArn,
            Status = group.Status,
            Domain = group.Domain?.Value,
            FailureReason = group.FailureReason,
            Created = Local(group.CreationDateTime),
            Updated = Local(group.LastUpdatedDateTime),
        };
    }

    public Task<IReadOnlyList<ResourceSummary>> ListDatasetGroupsAsync(CancellationToken cancellationToken) => ListAsync(
        Personalize.ListDatasetGroupsAsync, token => new ListDatasetGroupsRequest { NextToken = token },
        (ListDatasetGroupsResponse page) =>
            (page.DatasetGroups?.Select(item => new ResourceSummary(item.DatasetGroupArn, item.Name, item.Status, item.CreationDateTime)), page.NextToken),
        cancellationToken);

    public async Task<string> CreateDatasetGroupAsync(CreateDatasetGroupRequest request, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateDatasetGroupAsync, request, request.Name, cancellationToken).ConfigureAwait(false)).DatasetGroupArn;
}
