namespace PersonalizeOps.Data.Tests.Samples;

/// <summary>The preset <c>small</c> with seed 0, generated once for all tests of a class.</summary>
public sealed class SmallSample : IDisposable
{
    public SmallSample()
    {
        Result = SampleDatasetGenerator.Generate(Folder.Path, SampleDatasetPreset.Small);
        var folder = MovieLensFolder.Open(Folder.Path);
        Movies = folder.ReadMovies();
        using var reader = folder.OpenRatings();
        while (reader.Read())
            Ratings.Add(new SmallRating(reader.UserId, reader.MovieId, reader.Rating, reader.Timestamp));

        ByUser = Ratings.GroupBy(r => r.User).ToDictionary(g => g.Key, g => g.OrderBy(r => r.Time).ToList());
    }

    public SampleDatasetResult Result { get; }

    public List<SmallRating> Ratings { get; } = [];

    public IReadOnlyList<MovieLensMovie> Movies { get; }

    /// <summary>The ratings of each user, oldest first.</summary>
    public Dictionary<int, List<SmallRating>> ByUser { get; }

    internal TempFolder Folder { get; } = new();

    public void Dispose() => Folder.Dispose();
}
