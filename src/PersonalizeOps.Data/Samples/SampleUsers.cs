namespace PersonalizeOps.Data;

/// <summary>Plays users, one after the other: sessions in time, films chosen by taste, ratings given.</summary>
internal sealed class SampleUsers
{
    /// <summary>How many films in a row of a theme's list count as a series.</summary>
    private const int Series = 6;
    private const int MinimumSession = 4;

    /// <summary>The most seconds between two ratings of a session.</summary>
    private const int SlowestRating = 105;
    private const double Day = 86_400;
    private readonly SampleWorld _world;
    private readonly SampleTaste _taste;
    private readonly int[] _seenBy;
    private readonly List<SampleRating> _ratings = [];
    private int _user;

    public SampleUsers(SampleWorld world)
    {
        _world = world;
        _taste = new SampleTaste(world);
        _seenBy = new int[world.Movies.Length];
    }

    /// <summary>The ratings of a user, ordered by film as MovieLens does. Valid until the next call.</summary>
    /// <param name="user">The number of the user, from 1; a new one at each call.</param>
    /// <param name="count">How many films the user rates.</param>
    /// <param name="random">The user's own numbers.</param>
    public List<SampleRating> Play(int user, int count, SampleRandom random)
    {
        _user = user;
        _ratings.Clear();
        _taste.Reset(ref random);
        var generosity = 0.4 * random.NextNormal();
        // Sessions have at least MinimumSession ratings, so this many pauses are the most there can be.
        var pauses = ((count / MinimumSession) + 2) * 1.1;
        double span = SampleWorld.End - SampleWorld.Begin - (count * SlowestRating);
        var pause = Math.Min(6 * Day * random.NextLogNormal(1.2), Math.Min(200 * Day, span / pauses));
        var time = SampleWorld.Begin + (long)(random.NextUnit() * (span - (pauses * pause)));
        while (_ratings.Count < count)
        {
            PlaySession(Math.Min(MinimumSession + random.NextLow(30), count - _ratings.Count), ref time, generosity, ref random);
            time += (long)(pause * (0.1 + random.NextUnit()));
            _taste.Drift(ref random);
        }

        _ratings.Sort(static (a, b) => a.Movie.CompareTo(b.Movie));
        return _ratings;
    }

    private void PlaySession(int count, ref long time, double generosity, ref SampleRandom random)
    {
        var focus = _taste.ChooseTheme(ref random);
        var previous = -1;
        for (var i = 0; i < count; i++)
        {
            previous = Choose(previous, focus, time, ref random);
            _seenBy[previous] = _user;
            _ratings.Add(new SampleRating(previous, Rate(previous, generosity, ref random), time));
            time += 15 + random.Next(SlowestRating - 15);
        }
    }

    private int Choose(int previous, SampleTheme focus, long time, ref SampleRandom random)
    {
        for (var attempt = 0; attempt < 12; attempt++)
        {
            var movie = random.Next(100) switch
            {
                < 18 => Accept(_world.PopularMovie(ref random), time),
                < 22 => Accept(random.Next(_seenBy.Length), time),
                < 46 when previous >= 0 => Follow(previous, time, ref random),
                < 82 => ChooseByTaste(focus, time, ref random),
                _ => ChooseByTaste(_taste.ChooseTheme(ref random), time, ref random),
            };
            if (movie >= 0)
                return movie;

            // The themes of the moment may be used up.
            if (attempt >= 6)
                _taste.AdoptTheme(ref random);
        }

        return Fallback(time, ref random);
    }

    /// <summary>A film of the same series as the one before.</summary>
    private int Follow(int previous, long time, ref SampleRandom random)
    {
        var movie = _world.Movies[previous];
        var series = _world.Themes[movie.Theme].Movies.AsSpan(movie.Place / Series * Series);
        return Accept(series[random.Next(Math.Min(Series, series.Length))], time);
    }

    /// <summary>The one of three films of a theme, popular ones more often among them, that the user likes best.</summary>
    private int ChooseByTaste(SampleTheme theme, long time, ref SampleRandom random)
    {
        var best = -1;
        var bestAffinity = double.NegativeInfinity;
        for (var i = 0; i < 3; i++)
        {
            var movie = Accept(theme.Movies[random.NextLowest(theme.Movies.Length)], time);
            if (movie >= 0 && _taste.Affinity(movie) is var affinity && affinity > bestAffinity)
                (best, bestAffinity) = (movie, affinity);
        }

        return best;
    }

    /// <summary>The film itself if the user can rate it now, or -1.</summary>
    private int Accept(int movie, long time) => _seenBy[movie] != _user && _world.Movies[movie].Released <= time ? movie : -1;

    /// <summary>Any film that is left, at best one that is out already.</summary>
    private int Fallback(long time, ref SampleRandom random)
    {
        var start = random.Next(_seenBy.Length);
        var unreleased = -1;
        for (var i = 0; i < _seenBy.Length; i++)
        {
            var movie = (start + i) % _seenBy.Length;
            if (Accept(movie, time) >= 0)
                return movie;
            if (_seenBy[movie] != _user)
                unreleased = movie;
        }

        return unreleased;
    }

    private int Rate(int movie, double generosity, ref SampleRandom random)
    {
        var stars = 3.2 + generosity + _world.Movies[movie].Quality + (0.4 * _taste.Affinity(movie)) + (0.6 * random.NextNormal());
        var halves = (int)((stars * 2) + 0.5);
        // Most people give whole stars.
        if (halves % 2 == 1 && random.Next(3) == 0)
            halves++;

        return Math.Clamp(halves, 1, 10);
    }
}
