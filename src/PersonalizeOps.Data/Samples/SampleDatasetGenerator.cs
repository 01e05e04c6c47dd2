using CsvHelper;

namespace PersonalizeOps.Data;

/// <summary>Makes ratings of invented films by invented users in MovieLens' CSV layout, so that everything can be tried without
/// downloading data.</summary>
/// <remarks>
/// The data can be learned: users have tastes for genres, latent factors and themes, their themes change over time so that recent
/// history tells more than old, sessions stay with a theme, similar films follow each other, and users and films have long tails.
/// The same preset and seed give the same bytes on every machine.
/// </remarks>
public static class SampleDatasetGenerator
{
    private const int UsersPerReport = 256;

    /// <summary>Writes <c>ratings.csv</c> and <c>movies.csv</c>.</summary>
    /// <remarks>The users stream through; memory grows with the films only (a process of about 75 MiB for <c>25m</c>). The files appear together
    /// when both are written; on failure or cancellation earlier files stay.</remarks>
    /// <param name="outputFolder">Where the files go; made if it is missing.</param>
    /// <param name="preset">How much to make.</param>
    /// <param name="seed">Another seed makes other users and films.</param>
    /// <param name="progress">Told the share that is done, 0 to 1.</param>
    /// <param name="cancellationToken">Stops the generator.</param>
    /// <exception cref="IOException">The output can't be written.</exception>
    /// <exception cref="OperationCanceledException">The generator was cancelled.</exception>
    public static SampleDatasetResult Generate(
        string outputFolder,
        SampleDatasetPreset preset,
        int seed = 0,
        IProgress<double>? progress = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(outputFolder);
        var size = SampleSize.Of(preset);
        var random = new SampleRandom((ulong)seed);
        var world = new SampleWorld(size, ref random);
        var counts = SampleActivity.Share(size, ref random);

        using var files = new OutputFiles();
        WriteMovies(files.Create(Path.Combine(outputFolder, "movies.csv")), world, ref random);
        WriteRatings(files.Create(Path.Combine(outputFolder, "ratings.csv")), world, counts, random.NextBits(), progress, cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        files.Commit();
        return new SampleDatasetResult(Path.GetFullPath(outputFolder), size.Users, size.Movies, size.Ratings);
    }

    private static void WriteMovies(Stream output, SampleWorld world, ref SampleRandom random)
    {
        using var csv = CsvWriter.Create(output, CsvFormat.Output, leaveOpen: true);
        csv.WriteRecord("movieId", "title", "genres");
        var titles = new SampleTitles();
        for (var movie = 0; movie < world.Movies.Length; movie++)
        {
            csv.WriteField(movie + 1);
            csv.WriteField(titles.Invent(world.Movies[movie].Year, ref random));
            csv.WriteField(world.Movies[movie].Genres);
            csv.EndRecord();
        }

        csv.Flush();
    }

    private static void WriteRatings(
        Stream output, SampleWorld world, int[] counts, ulong seed, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var csv = CsvWriter.Create(output, CsvFormat.Output, leaveOpen: true);
        csv.WriteRecord("userId", "movieId", "rating", "timestamp");
        var users = new SampleUsers(world);
        for (var user = 1; user <= counts.Length; user++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var rating in users.Play(user, counts[user - 1], new SampleRandom(seed ^ (ulong)user)))
                WriteRating(csv, user, rating);
            if (user % UsersPerReport == 0)
                progress?.Report((double)user / counts.Length);
        }

        csv.Flush();
        progress?.Report(1);
    }

    private static void WriteRating(CsvWriter csv, int user, in SampleRating rating)
    {
        csv.WriteField(user);
        csv.WriteField(rating.Movie + 1);
        csv.WriteField([(byte)('0' + (rating.HalfStars / 2)), (byte)'.', rating.HalfStars % 2 == 0 ? (byte)'0' : (byte)'5']);
        csv.WriteField(rating.Timestamp);
        csv.EndRecord();
    }
}
