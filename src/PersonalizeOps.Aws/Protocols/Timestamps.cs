using System.Globalization;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Timestamps as AWS's JSON protocols write them: seconds since 1970 with milliseconds.</summary>
internal static class Timestamps
{
    /// <summary>Writes a time as epoch seconds with three decimals, such as <c>1542392161.837</c>.</summary>
    /// <param name="time">The time; one of unspecified kind counts as UTC.</param>
    /// <returns>The number's text.</returns>
    public static string ToEpochSeconds(DateTime time)
    {
        var ticks = Utc(time).Ticks - DateTime.UnixEpoch.Ticks;
        var milliseconds = Math.Floor(ticks / (decimal)TimeSpan.TicksPerMillisecond);
        return (milliseconds / 1000m).ToString("0.000", CultureInfo.InvariantCulture);
    }

    /// <summary>Reads epoch seconds, rounded to milliseconds.</summary>
    /// <param name="text">A JSON number.</param>
    /// <param name="time">The time in UTC.</param>
    /// <returns>False when the number is no time between the years 1 and 9999.</returns>
    public static bool TryFromEpochSeconds(string text, out DateTime time)
    {
        time = default;
        if (!decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(seconds) > 1e12m)
        {
            return false;
        }

        var ticks = DateTime.UnixEpoch.Ticks + ((long)Math.Round(seconds * 1000m) * TimeSpan.TicksPerMillisecond);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTime(ticks, DateTimeKind.Utc);
        return true;
    }

    /// <summary>Writes a time for a header, such as <c>Fri, 16 Nov 2018 18:16:01 GMT</c>.</summary>
    /// <param name="time">The time; one of unspecified kind counts as UTC.</param>
    /// <returns>The text.</returns>
    public static string ToHttpDate(DateTime time) => Utc(time).ToString("R", CultureInfo.InvariantCulture);

    /// <summary>Writes a time for a path or a query, such as <c>2018-11-16T18:16:01Z</c>.</summary>
    /// <param name="time">The time; one of unspecified kind counts as UTC.</param>
    /// <returns>The text.</returns>
    public static string ToIso8601(DateTime time) => Utc(time).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static DateTime Utc(DateTime time) =>
        time.Kind == DateTimeKind.Local ? time.ToUniversalTime() : DateTime.SpecifyKind(time, DateTimeKind.Utc);
}
