namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>A resource that is to be stored.</summary>
/// <typeparam name="T">The structure that describes it.</typeparam>
/// <param name="Kind">Its kind.</param>
/// <param name="Arn">Its ARN.</param>
/// <param name="Name">Its name, unique within its kind.</param>
/// <param name="Status">Its first status.</param>
/// <param name="Document">The rest.</param>
internal sealed record NewResource<T>(string Kind, string Arn, string Name, string Status, T Document)
    where T : class;
