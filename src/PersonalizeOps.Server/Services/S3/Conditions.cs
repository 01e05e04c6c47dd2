using System.Globalization;
using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Conditional requests.</summary>
internal static class Conditions
{
    /// <summary>Checks the conditions of a read in HTTP's order.</summary>
    /// <param name="info">The object.</param>
    /// <param name="header">Finds a header by its name in a read (<c>If-Match</c> …).</param>
    /// <exception cref="ServiceError">PreconditionFailed, NotModified.</exception>
    public static void CheckRead(ObjectInfo info, Func<string, string?> header)
    {
        if (header("If-Match") is { } match)
        {
            Require(Matches(match, info.ETag), "If-Match");
        }
        else if (Date(header("If-Unmodified-Since")) is { } unmodified)
        {
            Require(Seconds(info.LastModified) <= unmodified, "If-Unmodified-Since");
        }

        if (header("If-None-Match") is { } noneMatch)
        {
            if (Matches(noneMatch, info.ETag))
            {
                throw Errors.NotModified(info.ETag);
            }
        }
        else if (Date(header("If-Modified-Since")) is { } modified && Seconds(info.LastModified) <= modified)
        {
            throw Errors.NotModified(info.ETag);
        }
    }

    /// <summary>Makes the check that a conditional write runs on the object it would replace.</summary>
    /// <returns>The check, or null for an unconditional write.</returns>
    /// <exception cref="ServiceError">NotImplemented: <c>If-None-Match</c> with anything but <c>*</c>.</exception>
    public static Action<ObjectInfo?>? OfWrite(S3Request request)
    {
        var (match, noneMatch) = (request.Header("If-Match"), request.Header("If-None-Match"));
        if (noneMatch is not (null or "*"))
        {
            throw Errors.HeaderNotImplemented("If-None-Match", noneMatch);
        }

        return match is null && noneMatch is null ? null : existing => CheckWrite(existing, request.Key, match, noneMatch is not null);
    }

    /// <summary>Makes the check that a conditional deletion runs on the object.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="match">The tag the object must have, or <c>*</c> for any; null for an unconditional deletion.</param>
    public static Action<ObjectInfo?>? OfDelete(string key, string? match) => match is null ? null : existing => CheckWrite(existing, key, match, mustBeNew: false);

    /// <summary>Tells whether a header lists an object's tag.</summary>
    public static bool Matches(string header, string etag) =>
        header.Split(',', StringSplitOptions.TrimEntries).Any(tag => tag == "*" || tag.Trim('"') == etag);

    private static void CheckWrite(ObjectInfo? existing, string key, string? match, bool mustBeNew)
    {
        if (mustBeNew && existing is not null)
        {
            throw Errors.PreconditionFailed("If-None-Match");
        }

        if (match is not null)
        {
            Require(Matches(match, (existing ?? throw Errors.NoSuchKey(key)).ETag), "If-Match");
        }
    }

    private static void Require(bool holds, string condition)
    {
        if (!holds)
        {
            throw Errors.PreconditionFailed(condition);
        }
    }

    // HTTP's dates know no fractions.
    private static DateTimeOffset Seconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    private static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
