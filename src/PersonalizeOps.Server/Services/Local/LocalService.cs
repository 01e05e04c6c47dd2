using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Services.Personalize;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Local;

/// <summary>What Personalize does not tell and the local server does.</summary>
internal sealed class LocalService(CampaignServer campaigns, Database database, ModelFolders folders)
{
    private const int MostItems = 100;
    private const int LongestId = 256;

    /// <summary>Explains recommendations by the user's history.</summary>
    /// <exception cref="ServiceError">The request is wrong, or the recipe recommends by something else than histories.</exception>
    public ExplainResponse Explain(ExplainRequest request, CallContext context)
    {
        var (arn, user, items) = Check(request);
        while (true)
        {
            var campaign = PersonalizeArn.IsOf(context, arn) && campaigns.Find(arn) is { } found ? found : throw Errors.ResourceNotFound(arn);

            // Null when the campaign changed in this moment.
            if (campaigns.Explain(campaign, user, items) is { } explanations)
            {
                return new ExplainResponse(explanations);
            }
        }
    }

    /// <summary>Lists what a search for hyperparameters tried.</summary>
    /// <exception cref="ServiceError">There is no such solution version, or it is not trained yet.</exception>
    public TrialsResponse Trials(TrialsRequest request, CallContext context)
    {
        var arn = Required("solutionVersionArn", request.SolutionVersionArn);
        PersonalizeArn.Require(arn, ResourceKind.SolutionVersion);
        var folder = database.Read(session =>
        {
            if (!PersonalizeArn.IsOf(context, arn) || session.Resources.Find(arn) is not { } row)
            {
                throw Errors.ResourceNotFound(arn);
            }

            return row.Status == ResourceStatus.Active
                ? session.Models.Find(arn)?.Folder
                : throw Errors.ResourceInUse($"{arn} is {row.Status}: its trials are known when it is ACTIVE.");
        });
        return new TrialsResponse(folder is null ? [] : SearchTrials.Read(folders.PathOf(folder)));
    }

    private static (string Arn, string User, IReadOnlyList<string> Items) Check(ExplainRequest request)
    {
        var arn = Required("campaignArn", request.CampaignArn);
        if (!arn.Contains(":recommender/", StringComparison.Ordinal))
        {
            PersonalizeArn.Require(arn, ResourceKind.Campaign);
        }

        var user = Required("userId", request.UserId);
        if (request.ItemIds is not { Count: >= 1 and <= MostItems } items)
        {
            throw Errors.InvalidInput($"itemIds must be 1 to {MostItems} items.");
        }

        return (arn, user, [.. items.Select(item => Required("itemIds", item))]);
    }

    private static string Required(string name, string? value) => value is { Length: >= 1 and <= LongestId }
        ? value
        : throw Errors.InvalidInput($"{name} must be 1 to {LongestId} characters long.");
}
