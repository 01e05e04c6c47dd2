using System.Globalization;
using System.Text;
using PersonalizeOps.Data;
using PersonalizeOps.Engine.Interactions;

namespace PersonalizeOps.Benchmarks.Quality;

/// <summary>Reads the ratings of a folder in a MovieLens format as interactions; the rating counts as the event's value.</summary>
internal static class MovieLensInteractions
{
    public static InteractionStore Read(MovieLensFolder folder)
    {
        var builder = new InteractionStoreBuilder();
        using var ratings = folder.OpenRatings();
        while (ratings.Read())
        {
            builder.Add(ToUtf8(ratings.UserId), ToUtf8(ratings.MovieId), ratings.Timestamp, "rating"u8, (float)ratings.Rating);
        }

        return builder.Build();
    }

    /// <summary>Films with or without ratings: the catalogue that coverage is a share of.</summary>
    public static int CountCatalogue(MovieLensFolder folder, InteractionStore store)
    {
        var unrated = folder.ReadMovies().Select(movie => movie.Id.ToString(CultureInfo.InvariantCulture)).Distinct()
            .Count(id => !store.TryGetItem(id, out _));
        return store.ItemCount + unrated;
    }

    private static byte[] ToUtf8(int id) => Encoding.UTF8.GetBytes(id.ToString(CultureInfo.InvariantCulture));
}
