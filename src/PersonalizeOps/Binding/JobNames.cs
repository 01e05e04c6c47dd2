using System.Globalization;

namespace PersonalizeOps.Binding;

/// <summary>Names for jobs, which AWS keeps for ever and never lets anybody use twice.</summary>
internal static class JobNames
{
    private const int MaxLength = 63;

    /// <summary>A subject and the moment to the millisecond, at most 63 characters.</summary>
    public static string Create(string subject, TimeProvider time)
    {
        var moment = time.GetUtcNow().ToString("-yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        return subject[..Math.Min(subject.Length, MaxLength - moment.Length)] + moment;
    }

    /// <summary>A name cut to the length that the service takes.</summary>
    public static string Fit(string name) => name[..Math.Min(name.Length, MaxLength)];
}
