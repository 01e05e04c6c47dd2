using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Data;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateFilter.</content>
internal sealed partial class PersonalizeService
{
    private const int FilterQuota = 30;
    private const int FilterFieldQuota = 20;

    /// <inheritdoc/>
    public override Task<CreateFilterResponse> CreateFilterAsync(
        CreateFilterRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var arn = PersonalizeArn.Make(context, $"filter/{request.Name}");
        var filter = new Filter
        {
            Name = request.Name,
            FilterArn = arn,
            DatasetGroupArn = request.DatasetGroupArn,
            FilterExpression = request.FilterExpression,
        };
        var resource = new NewResource<Filter>(ResourceKind.Filter, arn, request.Name, ResourceStatus.CreatePending, filter);
        Change(session =>
        {
            var group = Find(session, context, request.DatasetGroupArn, ResourceKind.DatasetGroup);
            if (group.Status != ResourceStatus.Active)
            {
                throw Errors.InvalidInput($"{group.Arn} is in {group.Status} state; it must be ACTIVE.");
            }

            var fields = CheckFilter(session, group, request.FilterExpression);
            Insert(session, context, resource, request.Tags, request.DatasetGroupArn);
            CheckFilterQuotas(session, group, fields);
            JobQueue.Enqueue(session, JobKind.Activate, arn);
        });
        return Task.FromResult(new CreateFilterResponse { FilterArn = arn });
    }

    private static IReadOnlyList<string> CheckFilter(StateSession session, ResourceRow group, string expression)
    {
        var datasets = session.Resources.All(new ResourceQuery(group.AccountId, group.Region, ResourceKind.Dataset, group.Arn));
        var reading = FilterBook.Check(expression, datasets.Select(row =>
        {
            var dataset = ResourceDocument.Read<Dataset>(row);
            var schema = ResourceDocument.Read<Amazon.Personalize.Model.DatasetSchema>(ResourceTransitions.Find(session, dataset.SchemaArn));
            return (DatasetTypes.Parse(dataset.DatasetType), Data.DatasetSchema.Parse(schema.Schema));
        }));
        return reading.Problem is null ? reading.Fields : throw Errors.InvalidInput(reading.Problem);
    }

    private static void CheckFilterQuotas(StateSession session, ResourceRow group, IReadOnlyList<string> fields)
    {
        var filters = session.Resources.All(new ResourceQuery(group.AccountId, group.Region, ResourceKind.Filter, group.Arn));
        if (filters.Count > FilterQuota)
        {
            throw Errors.LimitExceeded($"More than {FilterQuota} filters in {group.Arn}. Please delete some and try again.");
        }

        var all = filters.SelectMany(row => FilterBook.FieldsOf(ResourceDocument.Read<Filter>(row).FilterExpression)).Concat(fields).Distinct().Count();
        if (all > FilterFieldQuota)
        {
            throw Errors.LimitExceeded(
                $"The filters of {group.Arn} would use {all} different fields; at most {FilterFieldQuota} are allowed over all filters.");
        }
    }
}
