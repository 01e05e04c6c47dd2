using Amazon.Personalize.Model;
using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <content>The operation CreateCampaign.</content>
internal sealed partial class PersonalizeService
{
    /// <inheritdoc/>
    public override Task<CreateCampaignResponse> CreateCampaignAsync(
        CreateCampaignRequest request,
        CallContext context,
        CancellationToken cancellationToken)
    {
        var arn = PersonalizeArn.Make(context, $"campaign/{request.Name}");
        Change(session =>
        {
            var version = FindVersionToServe(session, context, request.SolutionVersionArn, request.CampaignConfig);
            CheckCampaignConfig(request.CampaignConfig, version);
            var campaign = new Campaign
            {
                Name = request.Name,
                CampaignArn = arn,
                SolutionVersionArn = version.SolutionVersionArn,
                MinProvisionedTPS = request.MinProvisionedTPS ?? 1,
                CampaignConfig = request.CampaignConfig,
            };
            var resource = new NewResource<Campaign>(ResourceKind.Campaign, arn, request.Name, ResourceStatus.CreatePending, campaign);
            Insert(session, context, resource, request.Tags, version.SolutionVersionArn, version.SolutionArn, version.DatasetGroupArn);
            var campaigns = new ResourceQuery(context.AccountId, context.Region, ResourceKind.Campaign, version.DatasetGroupArn);
            CheckNumber(session, campaigns, quotas.CampaignsPerGroup);
            JobQueue.Enqueue(session, JobKind.DeployCampaign, arn);
        });
        return Task.FromResult(new CreateCampaignResponse { CampaignArn = arn });
    }

    /// <summary>Finds the ACTIVE solution version that a campaign is to serve, <c>$LATEST</c> resolved.</summary>
    private static SolutionVersion FindVersionToServe(StateSession session, CallContext context, string arn, CampaignConfig? config)
    {
        var isLatest = PersonalizeArn.IsLatest(arn, out var solutionArn);
        if (isLatest != (config?.SyncWithLatestSolutionVersion == true))
        {
            throw Errors.InvalidInput(
                $"The version {PersonalizeArn.Latest} and campaignConfig.syncWithLatestSolutionVersion go together; give both or neither.");
        }

        if (!isLatest)
        {
            return ResourceDocument.Read<SolutionVersion>(FindActive(session, context, arn, ResourceKind.SolutionVersion));
        }

        var solution = FindActive(session, context, solutionArn, ResourceKind.Solution);
        var versions = new ResourceQuery(solution.AccountId, solution.Region, ResourceKind.SolutionVersion, solutionArn);
        return session.Resources.Latest(versions, ResourceStatus.Active) is { } latest
            ? ResourceDocument.Read<SolutionVersion>(latest)
            : throw Errors.InvalidInput($"The solution {solutionArn} has no ACTIVE solution version.");
    }

    private static void CheckCampaignConfig(CampaignConfig? config, SolutionVersion version)
    {
        var recipe = PersonalizeArn.RecipeName(version.RecipeArn);
        if (RecipeBook.OfArn(version.RecipeArn).FindsUsers)
        {
            throw Errors.InvalidInput($"The recipe {recipe} has no campaigns; create a batch segment job.");
        }

        CheckInfluence(config?.RankingInfluence, RecipeBook.OfArn(version.RecipeArn));
        if (RecipeBook.Problem(recipe, ParameterPlace.Exploration, config?.ItemExplorationConfig) is { } problem)
        {
            throw Errors.InvalidInput(problem);
        }
    }

    private static void CheckInfluence(Dictionary<string, double>? influence, RecipeEntry recipe)
    {
        if (influence is null)
        {
            return;
        }

        if (!recipe.HasInfluence)
        {
            throw Errors.InvalidInput($"The recipe {recipe.Name} does not support campaignConfig.rankingInfluence.");
        }

        if (influence.Values.Any(value => !(value is >= 0 and <= 1)))
        {
            throw Errors.InvalidInput("The values of campaignConfig.rankingInfluence must be from 0 to 1.");
        }
    }
}
