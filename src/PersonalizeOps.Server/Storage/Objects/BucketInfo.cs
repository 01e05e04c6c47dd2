namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>A bucket.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Region">The region it was created in.</param>
/// <param name="Created">When it was created.</param>
/// <param name="Policy">Its policy, a JSON text, if one is set.</param>
internal sealed record BucketInfo(string Name, string Region, DateTimeOffset Created, string? Policy);
