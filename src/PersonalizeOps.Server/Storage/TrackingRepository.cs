namespace PersonalizeOps.Server.Storage;

/// <summary>The tracking ids that events come with.</summary>
internal sealed class TrackingRepository(StateSession session)
{
    /// <summary>Stores the tracking id of a resource.</summary>
    /// <param name="trackingId">The id.</param>
    /// <param name="resourceArn">An event tracker or a dataset of action interactions.</param>
    public void Set(string trackingId, string resourceArn) => session.Execute(
        "INSERT INTO tracking (tracking_id, resource_arn) VALUES ($id, $arn)",
        ("$id", trackingId),
        ("$arn", resourceArn));

    /// <summary>Finds the resource of a tracking id.</summary>
    /// <param name="trackingId">The id.</param>
    /// <returns>Its ARN, or null.</returns>
    public string? FindArn(string trackingId) => session.Query(
        "SELECT resource_arn FROM tracking WHERE tracking_id = $id",
        reader => reader.GetString(0),
        ("$id", trackingId)).SingleOrDefault();
}
