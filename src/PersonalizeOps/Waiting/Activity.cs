using System.Globalization;
using System.Management.Automation;

namespace PersonalizeOps.Waiting;

/// <summary>What is waited for: its words, and what to say about it.</summary>
/// <param name="name">The name of the resource, as the ARN has it; a better one may become known.</param>
/// <param name="words">What goes on, {0} being the name: "Training {0}".</param>
/// <param name="watch">The command that shows the status of a name.</param>
/// <param name="stop">The command that ends the work, {0} being the name; null when nothing does.</param>
internal sealed class Activity(string name, string words, Func<string, string> watch, string? stop)
{
    public string Name { get; set; } = name;

    /// <summary>The command that waits on.</summary>
    public string WaitCommand { get; init; } = "Wait-PersonalizeResource";

    /// <summary>When the work began, in local time; null when that is not known.</summary>
    public DateTime? Started { get; set; }

    /// <summary>The size of its data, once somebody has looked.</summary>
    public long? Bytes { get; set; }

    public string Text => string.Format(CultureInfo.InvariantCulture, words, Name);

    /// <summary>What a user who no longer waits must know.</summary>
    public string Outlook => $"The work goes on in the service. Its status: {watch(Name)}" +
        (stop is null ? ". It cannot be stopped." : $". To end it: {string.Format(CultureInfo.InvariantCulture, stop, Name)}");

    /// <summary>Writes status, elapsed and expected time into a progress record.</summary>
    public void Show(ProgressRecord progress, string status, TimeSpan elapsed, TimeSpan? expected)
    {
        progress.Activity = Text;
        progress.StatusDescription = $"{status}, {Clock(elapsed)}{(expected is { } time ? $" of about {Clock(time)}" : "")}";
        if (expected is not { } whole)
            return;
        // More time than expected: the bar stays almost full, since nobody knows.
        progress.PercentComplete = (int)Math.Min(99, 100 * elapsed / whole);
        progress.SecondsRemaining = (int)Math.Max(0, (whole - elapsed).TotalSeconds);
    }

    /// <summary>Hours go on counting after a day, which trainings may take.</summary>
    private static string Clock(TimeSpan time) => $"{(long)time.TotalHours}:{time:mm\\:ss}";
}
