using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Deletion;

/// <summary>Keeps models from using what they learned of users who were deleted after the training.</summary>
internal sealed class ForgottenUsers(Database database)
{
    // No id of a dataset looks like this, so a model takes it for somebody new.
    private const string Nobody = "\u0001";

    /// <summary>Gives the id to ask a model for.</summary>
    /// <param name="datasetGroupArn">Its dataset group.</param>
    /// <param name="trained">When the training began.</param>
    /// <param name="userId">The user.</param>
    /// <returns>The same id, or one the model does not know when the user was deleted since.</returns>
    public string Known(string datasetGroupArn, DateTimeOffset trained, string userId) =>
        database.Read(session => session.ForgottenUsers.Contains(datasetGroupArn, userId, trained)) ? Nobody : userId;
}
