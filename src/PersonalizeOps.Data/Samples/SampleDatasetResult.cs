namespace PersonalizeOps.Data;

/// <summary>What the generator wrote.</summary>
/// <param name="Path">The full path of the folder, which is in MovieLens' CSV layout.</param>
/// <param name="Users">The number of users.</param>
/// <param name="Movies">The number of films in <c>movies.csv</c>; some have no ratings.</param>
/// <param name="Ratings">The number of ratings.</param>
public sealed record SampleDatasetResult(string Path, int Users, int Movies, int Ratings);
