using System.Globalization;
using PersonalizeOps.Engine.Recipes;

namespace PersonalizeOps.Engine.Tuning;

/// <summary>Ranges checked against a recipe; a point is one number from 0 to 1 for each of them.</summary>
internal sealed class SearchSpace
{
    private readonly HyperParameterRange[] _ranges;
    private readonly HyperParameterInfo[] _infos;

    /// <exception cref="HyperParameterException">The recipe lacks a hyperparameter, or cannot tune it, or a range goes beyond what it allows.</exception>
    public SearchSpace(RecipeInfo recipe, IReadOnlyList<HyperParameterRange> ranges)
    {
        _ranges = [.. ranges];
        _infos = Array.ConvertAll(_ranges, range => Find(recipe, range));
        for (var i = 0; i < _ranges.Length; i++)
        {
            Check(recipe, _ranges[i], _infos[i]);
            if (Array.FindIndex(_ranges, range => range.Name == _ranges[i].Name) < i)
            {
                throw new HyperParameterException(_ranges[i].Name, Text(_ranges[i]), "it has several ranges");
            }
        }
    }

    public int Count => _ranges.Length;

    /// <summary>The number of values of a dimension; 0 for too many to count.</summary>
    public int ValuesOf(int dimension) => _ranges[dimension] switch
    {
        { Values: { } values } => values.Count,
        { IsInteger: true } range => (int)(range.Maximum - range.Minimum) + 1,
        _ => 0,
    };

    /// <summary>The point of the recipe's defaults, moved into the ranges.</summary>
    public double[] Default()
    {
        var point = new double[Count];
        for (var i = 0; i < point.Length; i++)
        {
            var (range, text) = (_ranges[i], _infos[i].Default);
            point[i] = range.Values is { } values
                ? (Math.Max(0, values.ToList().FindIndex(value => value.Equals(text, StringComparison.OrdinalIgnoreCase))) + 0.5) / values.Count
                : ToUnit(range, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
        }

        return point;
    }

    /// <summary>The API's texts of a point.</summary>
    public Dictionary<string, string> ToValues(double[] point)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < point.Length; i++)
        {
            var range = _ranges[i];
            var index = (int)Math.Min(ValuesOf(i) - 1, Math.Floor(point[i] * ValuesOf(i)));
            values[range.Name] = range switch
            {
                { Values: { } texts } => texts[index],
                { IsInteger: true } => (range.Minimum + index).ToString(CultureInfo.InvariantCulture),
                _ => Math.Round(range.Minimum + (point[i] * (range.Maximum - range.Minimum)), 6).ToString(CultureInfo.InvariantCulture),
            };
        }

        return values;
    }

    private static double ToUnit(HyperParameterRange range, double value)
    {
        var (low, width) = range.IsInteger
            ? (range.Minimum - 0.5, range.Maximum - range.Minimum + 1)
            : (range.Minimum, range.Maximum - range.Minimum);
        return width <= 0 ? 0.5 : Math.Clamp((value - low) / width, 0, 1);
    }

    private static HyperParameterInfo Find(RecipeInfo recipe, HyperParameterRange range)
    {
        var info = recipe.HyperParameters.FirstOrDefault(info => info.Name == range.Name)
            ?? throw new HyperParameterException(range.Name, Text(range), $"recipe {recipe.Name} has no such hyperparameter");
        var tunable = string.Join(", ", recipe.HyperParameters.Where(other => other.Tunable).Select(other => other.Name));
        return info.Tunable
            ? info
            : throw new HyperParameterException(range.Name, Text(range), $"recipe {recipe.Name} can tune {(tunable.Length == 0 ? "nothing" : tunable)}");
    }

    private static void Check(RecipeInfo recipe, HyperParameterRange range, HyperParameterInfo info)
    {
        if (range.Values is { Count: 0 } || (range.Values is null && !(range.Minimum <= range.Maximum)))
        {
            throw new HyperParameterException(range.Name, Text(range), "the range is empty");
        }

        var isOfKind = info.Kind switch
        {
            HyperParameterKind.Integer => range.IsInteger,
            HyperParameterKind.Float => range.Values is null,
            _ => range.Values is not null,
        };
        if (!isOfKind)
        {
            throw new HyperParameterException(range.Name, Text(range), $"it must be a range of kind {KindOf(info.Kind)}");
        }

        foreach (var value in range.Values ?? [Number(range.Minimum), Number(range.Maximum)])
        {
            _ = new HyperParameterValues(recipe, new Dictionary<string, string> { [range.Name] = value });
        }
    }

    private static string KindOf(HyperParameterKind kind) => kind switch
    {
        HyperParameterKind.Integer => "integer",
        HyperParameterKind.Float => "continuous",
        _ => "categorical",
    };

    private static string Text(HyperParameterRange range) =>
        range.Values is { } values ? string.Join(", ", values) : $"{Number(range.Minimum)} to {Number(range.Maximum)}";

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
