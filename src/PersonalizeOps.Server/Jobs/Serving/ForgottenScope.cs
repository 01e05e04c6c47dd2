namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Whom a model in service must not know any more.</summary>
/// <param name="DatasetGroupArn">The dataset group users were deleted from.</param>
/// <param name="Trained">When the training began: users deleted since are meant.</param>
internal sealed record ForgottenScope(string DatasetGroupArn, DateTimeOffset Trained);
