namespace PersonalizeOps.Data;

/// <summary>How the files of a MovieLens folder are laid out.</summary>
public enum MovieLensLayout
{
    /// <summary><c>ratings.csv</c> and <c>movies.csv</c> with headers, as in latest-small, latest, 20M, 25M and 32M.</summary>
    Csv,

    /// <summary><c>ratings.dat</c> and <c>movies.dat</c> separated by <c>::</c>, as in 1M and 10M.</summary>
    DoubleColon,

    /// <summary><c>u.data</c> separated by tabs and <c>u.item</c> by bars, as in 100K.</summary>
    Tab,
}
