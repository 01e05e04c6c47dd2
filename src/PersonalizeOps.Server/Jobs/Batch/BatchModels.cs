using Amazon.Personalize.Model;
using PersonalizeOps.Engine.Interactions;
using PersonalizeOps.Engine.Models;
using PersonalizeOps.Server.Jobs.Deletion;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Batch;

/// <summary>Opens the models of batch jobs; each job has its own, which no campaign closes.</summary>
internal sealed class BatchModels(Database database, ModelFolders folders, RecentEvents events, ForgottenUsers forgotten, FilterBook filters)
{
    /// <summary>Opens the model of a solution version.</summary>
    /// <param name="solutionVersionArn">The solution version.</param>
    /// <returns>Its recipe and its model, to be disposed.</returns>
    /// <exception cref="JobFailedException">The model's files are missing or damaged.</exception>
    public (RecipeEntry Recipe, TrainedModel Model) Open(string solutionVersionArn)
    {
        var (recipe, folder) = database.Read(session =>
        {
            var version = ResourceDocument.Read<SolutionVersion>(ResourceTransitions.Find(session, solutionVersionArn));
            return (RecipeBook.OfArn(version.RecipeArn), session.Models.Find(solutionVersionArn)!.Folder!);
        });
        try
        {
            return (recipe, TrainedModel.Open(folders.PathOf(folder)));
        }
        catch (Exception exception) when (exception is IOException or StoreFormatException)
        {
            throw new JobFailedException($"The model of the solution version cannot be loaded: {exception.Message}", exception);
        }
    }

    /// <summary>Finds the filter of a job.</summary>
    /// <param name="filterArn">The filter; null for none.</param>
    /// <param name="solutionVersionArn">The job's solution version.</param>
    /// <returns>The filter, or null.</returns>
    public BatchFilter? FilterOf(string? filterArn, string solutionVersionArn) => filterArn is null
        ? null
        : new BatchFilter(filters, filterArn, database.Read(session =>
            ResourceDocument.Read<SolutionVersion>(ResourceTransitions.Find(session, solutionVersionArn)).DatasetGroupArn));

    /// <summary>Finds what a solution version has to know beside its training.</summary>
    /// <param name="solutionVersionArn">The solution version.</param>
    /// <returns>The history.</returns>
    public UserHistory HistoryOf(string solutionVersionArn) => database.Read(session =>
    {
        var version = ResourceDocument.Read<SolutionVersion>(ResourceTransitions.Find(session, solutionVersionArn));
        var recent = RecipeBook.OfArn(version.RecipeArn).TakesEvents ? CampaignServer.Recent(session, version) : null;
        return new UserHistory(events, forgotten, recent, CampaignServer.Forgets(session, solutionVersionArn, version.DatasetGroupArn));
    });
}
