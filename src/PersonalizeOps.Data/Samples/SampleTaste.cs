namespace PersonalizeOps.Data;

/// <summary>What a user likes at the moment: genres for life, latent factors that wander, and a few themes that come and go.</summary>
internal sealed class SampleTaste
{
    private const int ActiveThemes = 3;
    private readonly SampleWorld _world;
    private readonly double[] _genres = new double[SampleWorld.GenreCount];
    private readonly double[] _factors = new double[SampleWorld.Factors];

    /// <summary>The themes of the moment, the newest first.</summary>
    private readonly int[] _themes = new int[ActiveThemes];

    public SampleTaste(SampleWorld world) => _world = world;

    /// <summary>Becomes the taste of a new user.</summary>
    public void Reset(ref SampleRandom random)
    {
        foreach (ref var genre in _genres.AsSpan())
            genre = random.NextNormal();
        foreach (ref var factor in _factors.AsSpan())
            factor = random.NextNormal();
        foreach (ref var theme in _themes.AsSpan())
            theme = FindTheme(ref random);
    }

    /// <summary>Lets time pass: the factors wander a little, and sometimes a new theme takes the place of the oldest.</summary>
    public void Drift(ref SampleRandom random)
    {
        foreach (ref var factor in _factors.AsSpan())
            factor = (0.98 * factor) + (0.2 * random.NextNormal());
        if (random.Next(100) < 30)
            AdoptTheme(ref random);
    }

    /// <summary>Takes up a new theme and gives up the oldest.</summary>
    public void AdoptTheme(ref SampleRandom random)
    {
        for (var i = ActiveThemes - 1; i > 0; i--)
            _themes[i] = _themes[i - 1];
        _themes[0] = FindTheme(ref random);
    }

    /// <summary>One of the themes of the moment, the newest half of the time.</summary>
    public SampleTheme ChooseTheme(ref SampleRandom random) => _world.Themes[_themes[random.Next(10) switch
    {
        < 5 => 0,
        < 8 => 1,
        _ => 2,
    }]];

    /// <summary>How much the user likes a film; about a standard normal number over all films.</summary>
    public double Affinity(int movie)
    {
        var theme = _world.Themes[_world.Movies[movie].Theme];
        return (0.6 * _genres[theme.Genre]) + (0.4 * _genres[theme.SecondGenre]) + (0.25 * Dot(_world.FactorsOf(movie)));
    }

    /// <summary>The one of four themes, popular ones more often among them, that suits the user best.</summary>
    private int FindTheme(ref SampleRandom random)
    {
        var best = 0;
        var bestAffinity = double.NegativeInfinity;
        for (var i = 0; i < 4; i++)
        {
            var candidate = random.NextLowest(_world.Themes.Length);
            var theme = _world.Themes[candidate];
            var affinity = _genres[theme.Genre] + (0.6 * _genres[theme.SecondGenre]) + (0.4 * Dot(theme.Center));
            if (affinity > bestAffinity && !_themes.AsSpan().Contains(candidate))
                (best, bestAffinity) = (candidate, affinity);
        }

        return best;
    }

    private double Dot(ReadOnlySpan<double> factors)
    {
        double sum = 0;
        for (var i = 0; i < SampleWorld.Factors; i++)
            sum += _factors[i] * factors[i];

        return sum;
    }
}
