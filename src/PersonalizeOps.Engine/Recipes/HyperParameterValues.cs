using System.Globalization;

namespace PersonalizeOps.Engine.Recipes;

/// <summary>The hyperparameters of one training, checked against the recipe.</summary>
internal sealed class HyperParameterValues
{
    private readonly Dictionary<string, string> _values = [];

    /// <summary>Checks what was given and fills in defaults.</summary>
    /// <exception cref="HyperParameterException">A name is unknown or a value not allowed.</exception>
    public HyperParameterValues(RecipeInfo recipe, IReadOnlyDictionary<string, string> given)
    {
        foreach (var info in recipe.HyperParameters.Where(info => info.Where != HyperParameterPlace.Exploration))
        {
            _values[info.Name] = info.Default;
        }

        foreach (var (givenName, value) in given)
        {
            var name = Canonical(givenName);
            var info = recipe.HyperParameters.FirstOrDefault(info => info.Name == name && _values.ContainsKey(name))
                ?? throw new HyperParameterException(givenName, value, $"recipe {recipe.Name} has no such hyperparameter");
            Check(info, givenName, value);
            _values[name] = value;
        }
    }

    public int GetInteger(string name) => int.Parse(_values[name], NumberStyles.Integer, CultureInfo.InvariantCulture);

    public double GetDouble(string name) => double.Parse(_values[name], NumberStyles.Float, CultureInfo.InvariantCulture);

    public string GetText(string name) => _values[name];

    public bool GetBoolean(string name) => bool.Parse(_values[name]);

    // The service itself renames the history length parameters on the way in.
    private static string Canonical(string name) => name switch
    {
        "min_hist_length_percentile" => "min_user_history_length_percentile",
        "max_hist_length_percentile" => "max_user_history_length_percentile",
        _ => name,
    };

    private static void Check(HyperParameterInfo info, string name, string value)
    {
        var isValid = info.Kind switch
        {
            HyperParameterKind.Boolean => bool.TryParse(value, out _),
            HyperParameterKind.Integer =>
                int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && IsWithin(info, number),
            HyperParameterKind.Float =>
                double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && IsWithin(info, number),
            _ => info.Values?.Contains(value) ?? !string.IsNullOrEmpty(value),
        };
        if (!isValid)
        {
            throw new HyperParameterException(name, value, Describe(info));
        }
    }

    private static bool IsWithin(HyperParameterInfo info, double value) =>
        double.IsFinite(value) && value >= (info.Minimum ?? double.MinValue) && value <= (info.Maximum ?? double.MaxValue);

    private static string Describe(HyperParameterInfo info) => info.Kind switch
    {
        HyperParameterKind.Boolean => "it must be True or False",
        HyperParameterKind.Integer => string.Create(CultureInfo.InvariantCulture, $"it must be an integer from {info.Minimum} to {info.Maximum}"),
        HyperParameterKind.Float => string.Create(CultureInfo.InvariantCulture, $"it must be a number from {info.Minimum} to {info.Maximum}"),
        _ => info.Values is null ? "it must not be empty" : $"it must be one of {string.Join(", ", info.Values)}",
    };
}
