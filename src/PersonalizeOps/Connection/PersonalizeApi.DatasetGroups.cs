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

    public async Task<IReadOnlyList<string>> ListDatasetGroupsAsync(CancellationToken cancellationToken)
    {
        var groups = await ListAsync(
            Personalize.ListDatasetGroupsAsync, token => new ListDatasetGroupsRequest { NextToken = token },
            (ListDatasetGroupsResponse page) => (page.DatasetGroups, page.NextToken), cancellationToken).ConfigureAwait(false);
        return [.. groups.Select(group => group.DatasetGroupArn)];
    }

    public async Task<string> CreateDatasetGroupAsync(string name, CancellationToken cancellationToken) =>
        (await CallAsync(Personalize.CreateDatasetGroupAsync, new CreateDatasetGroupRequest { Name = name }, name, cancellationToken)
            .ConfigureAwait(false)).DatasetGroupArn;
}
