using PersonalizeOps.Engine.Models;
using PersonalizeOps.Server.Jobs.Deletion;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>What a model has to know of users beside its training: what they did since, and who was deleted.</summary>
internal sealed class UserHistory(RecentEvents events, ForgottenUsers forgotten, RecentScope? recent, ForgottenScope? forgets)
{
    /// <summary>Completes a query.</summary>
    /// <param name="query">The query as it was asked.</param>
    /// <returns>The query as the model is to answer it.</returns>
    public RecommendationQuery Complete(RecommendationQuery query) => query.UserId is not { } userId
        ? query
        : query with
        {
            UserId = forgets is null ? userId : forgotten.Known(forgets.DatasetGroupArn, forgets.Trained, userId),
            RecentItems = recent is null
                ? null
                : [.. events.Of(recent.DatasetArn, userId, recent.After).Where(recent.Counts).Select(item => item.ItemId)],
        };
}
