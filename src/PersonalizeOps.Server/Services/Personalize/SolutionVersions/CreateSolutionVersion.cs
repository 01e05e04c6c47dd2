using Amazon.Personalize;
using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateSolutionVersion.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<CreateSolutionVersionResponse> CreateSolutionVersionAsync(
        CreateSolutionVersionRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var mode = request.TrainingMode ?? TrainingMode.FULL;
        if (mode != TrainingMode.FULL && mode != TrainingMode.UPDATE)
        {
            throw Errors.InvalidInput($"The trainingMode {mode.Value} cannot be asked for; use FULL or UPDATE.");
        }

        CheckTags(request.Tags);
        var arn = "";
        Change(session =>
        {
            var row = FindActive(session, context, request.SolutionArn, ResourceKind.Solution);
            RequireNoSolutionUpdate(row);
            var solution = ResourceDocument.Read<Solution>(row);
            var group = Find(session, context, solution.DatasetGroupArn, ResourceKind.DatasetGroup);
            RequireData(session, group, RecipeBook.OfArn(solution.RecipeArn).NeedsInteractions ? "INTERACTIONS" : "ITEMS");
            if (mode == TrainingMode.UPDATE)
            {
                RequireUpdatable(session, row);
            }

            arn = new SolutionVersions(time).Begin(session, row, request.Name, mode, TrainingType.MANUAL)
                ?? throw Errors.ResourceAlreadyExists($"Another solution version with name {request.Name} of {row.Arn} already exists.");
            foreach (var tag in request.Tags ?? [])
            {
                session.Tags.Set(arn, tag.TagKey, tag.TagValue);
            }

            CheckInMotion(session, new ResourceQuery(row.AccountId, row.Region, ResourceKind.SolutionVersion), quotas.PendingSolutionVersions);
        });
        return Task.FromResult(new CreateSolutionVersionResponse { SolutionVersionArn = arn });
    }

    /// <summary>Refuses to update where there is nothing to update.</summary>
    private static void RequireUpdatable(StateSession session, ResourceRow row)
    {
        var solution = ResourceDocument.Read<Solution>(row);
        var recipe = RecipeBook.OfArn(solution.RecipeArn);
        if (recipe.Name != "aws-user-personalization")
        {
            throw Errors.InvalidInput($"The recipe {recipe.Name} does not support the trainingMode UPDATE; use FULL.");
        }

        if (SolutionVersions.Newest(session, row, row.Arn) is null)
        {
            throw Errors.InvalidInput($"{row.Arn} has no ACTIVE solution version to update; use the trainingMode FULL first.");
        }
    }

    /// <summary>Refuses to train on a dataset group that lacks a dataset or whose dataset is empty.</summary>
    private static void RequireData(StateSession session, ResourceRow group, params IReadOnlyList<string> types)
    {
        var datasets = session.Resources.All(new ResourceQuery(group.AccountId, group.Region, ResourceKind.Dataset, group.Arn));
        foreach (var type in types)
        {
            var dataset = datasets.FirstOrDefault(row => row.Arn.EndsWith($"/{type}", StringComparison.Ordinal))
                ?? throw Errors.InvalidInput($"The dataset group {group.Arn} has no dataset of type {type}.");
            if (session.DatasetContents.Find(dataset.Arn) is null && !session.Streams.HasRows(dataset.Arn))
            {
                RequireUnused(session, dataset, ResourceKind.DatasetImportJob, ResourceStatus.BeingCreated);
                throw Errors.InvalidInput($"The dataset {dataset.Arn} has no data. Import some first.");
            }
        }
    }
}
