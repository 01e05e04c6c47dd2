using System.Globalization;

namespace PersonalizeOps.Benchmarks.Module;

/// <summary>Prints a row for each figure as soon as it is there: what was reached and what was asked.</summary>
internal sealed class FigureTable(TextWriter output)
{
    private bool _begun;

    public void Add(string name, double value, string unit, bool met, string asked)
    {
        if (!_begun)
            output.WriteLine("\n| Figure | Measured | Target | |\n| --- | --- | --- | --- |");
        _begun = true;
        var measured = $"{value.ToString("0.##", CultureInfo.InvariantCulture)} {unit}".TrimEnd();
        output.WriteLine($"| {name} | {measured} | {asked} | {(met ? "met" : "missed")} |");
    }

    /// <summary>Says what a figure was made of.</summary>
    public void Note(string text) => output.WriteLine($"<!-- {text} -->");
}
