using System.Globalization;

namespace PersonalizeOps.Engine.Splits;

/// <summary>Which tenth of the users is tested.</summary>
/// <param name="Seed">The seed's text in <see cref="UserHash"/>.</param>
/// <param name="Remainder">Users whose hash modulo 10 is this are tested.</param>
public sealed record UserSplit(string Seed, int Remainder)
{
    /// <summary>The folds of a cross validation in which every user is tested once.</summary>
    public static IReadOnlyList<UserSplit> Folds { get; } = [.. Enumerable.Range(0, 10).Select(fold => new UserSplit("cv", fold))];

    /// <summary>The split of a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <returns>The split that tests users with remainder 0.</returns>
    public static UserSplit OfSeed(ulong seed) => new(seed.ToString(CultureInfo.InvariantCulture), 0);

    /// <summary>Whether a user is tested.</summary>
    /// <param name="userId">The id's UTF-8 bytes.</param>
    /// <returns>False for users to train on.</returns>
    public bool IsTested(ReadOnlySpan<byte> userId) => UserHash.Compute(userId, Seed) % 10 == (ulong)Remainder;
}
