namespace PersonalizeOps.Data;

/// <summary>The invented films with their themes, latent factors and popularity: all that users share.</summary>
internal sealed class SampleWorld
{
    /// <summary>The number of latent factors of films and users.</summary>
    public const int Factors = 8;

    /// <summary>The first and last moment of a rating: the span of MovieLens latest-small, in epoch seconds.</summary>
    public const long Begin = 828_124_615;

    /// <inheritdoc cref="Begin"/>
    public const long End = 1_537_799_250;

    private const int LastYear = 2018;

    /// <summary>MovieLens' genres, the common ones first.</summary>
    private static readonly string[] Genres =
    [
        "Drama", "Comedy", "Thriller", "Romance", "Action", "Horror", "Documentary", "Crime", "Adventure", "Sci-Fi", "Mystery", "Children",
        "Animation", "Fantasy", "War", "Musical", "Western", "Film-Noir",
    ];

    /// <summary>How many films share the top of the charts about equally.</summary>
    private const int Charts = 16;

    private readonly double[] _factors;

    /// <summary>The indices of all films, the most popular first.</summary>
    private readonly int[] _popular;

    public SampleWorld(SampleSize size, ref SampleRandom random)
    {
        Themes = MakeThemes(size.Movies, ref random);
        Movies = new SampleMovie[size.Movies];
        _factors = new double[size.Movies * Factors];
        for (var theme = 0; theme < Themes.Length; theme++)
        {
            for (var place = 0; place < Themes[theme].Movies.Length; place++)
                MakeMovie(theme, place, ref random);
        }

        _popular = OrderByPopularity(Movies);
    }

    /// <summary>The number of genres.</summary>
    public static int GenreCount => Genres.Length;

    /// <summary>The themes, the most popular first.</summary>
    public SampleTheme[] Themes { get; }

    /// <summary>The films; the number of a film is its index plus 1.</summary>
    public SampleMovie[] Movies { get; }

    /// <summary>A film that everybody hears of: the more popular, the more often.</summary>
    public int PopularMovie(ref SampleRandom random) =>
        _popular[Math.Min(random.NextLowest(_popular.Length) + random.Next(Charts), _popular.Length - 1)];

    /// <summary>The latent factors of a film.</summary>
    public ReadOnlySpan<double> FactorsOf(int movie) => _factors.AsSpan(movie * Factors, Factors);

    private static SampleTheme[] MakeThemes(int movies, ref SampleRandom random)
    {
        var members = Deal(movies, Math.Clamp(movies / 80, 48, 400), ref random);
        var themes = new SampleTheme[members.Length];
        for (var i = 0; i < themes.Length; i++)
        {
            var genre = random.NextLow(Genres.Length);
            var second = (genre + 1 + random.Next(Genres.Length - 1)) % Genres.Length;
            var center = new double[Factors];
            foreach (ref var factor in center.AsSpan())
                factor = random.NextNormal();

            themes[i] = new SampleTheme(genre, second, center, [.. members[i]]);
        }

        return themes;
    }

    /// <summary>Deals the films, shuffled so that numbers tell nothing, to themes; each gets at least one.</summary>
    private static List<int>[] Deal(int movies, int themes, ref SampleRandom random)
    {
        var order = Enumerable.Range(0, movies).ToArray();
        random.Shuffle(order);
        var members = new List<int>[themes];
        for (var i = 0; i < themes; i++)
            members[i] = [order[i]];
        for (var i = themes; i < movies; i++)
            members[random.Next(themes)].Add(order[i]);

        return members;
    }

    private void MakeMovie(int theme, int place, ref SampleRandom random)
    {
        var owner = Themes[theme];
        var movie = owner.Movies[place];
        for (var i = 0; i < Factors; i++)
            _factors[(movie * Factors) + i] = (0.8 * owner.Center[i]) + (0.6 * random.NextNormal());

        var year = LastYear - random.NextLow(85);
        var released = Math.Min(
            new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds() + random.Next(365 * 86_400),
            End - (60 * 86_400));
        var fame = 1 - (2.0 * place / owner.Movies.Length);
        var quality = (0.25 * fame) + (0.35 * random.NextNormal());
        Movies[movie] = new SampleMovie(theme, place, year, released, quality, GenresOf(owner, ref random));
    }

    private static string GenresOf(SampleTheme theme, ref SampleRandom random)
    {
        var kind = random.Next(300);
        if (kind == 0)
            return "(no genres listed)";

        var genres = new SortedSet<string>(StringComparer.Ordinal) { Genres[theme.Genre] };
        if (kind % 4 != 0)
            genres.Add(Genres[theme.SecondGenre]);
        if (kind % 5 == 0)
            genres.Add(Genres[random.NextLow(Genres.Length)]);

        return string.Join('|', genres);
    }

    private static int[] OrderByPopularity(SampleMovie[] movies)
    {
        var order = Enumerable.Range(0, movies.Length).ToArray();
        var keys = Array.ConvertAll(order, i => (long)(movies[i].Place + 1) * (movies[i].Theme + 10));
        return [.. order.OrderBy(i => keys[i]).ThenBy(i => i)];
    }
}
