using System.Diagnostics.CodeAnalysis;

namespace PersonalizeOps.Data;

/// <summary>Translates <see cref="DatasetType"/> from and to the names of the API.</summary>
public static class DatasetTypes
{
    /// <summary>Reads the name of a dataset type, in any case, with or without underscore.</summary>
    /// <param name="text">For example <c>Interactions</c>, <c>INTERACTIONS</c> or <c>Action_Interactions</c>.</param>
    /// <exception cref="ArgumentException">No dataset type has that name.</exception>
    public static DatasetType Parse(string text) =>
        TryParse(text, out var type)
            ? type
            : throw new ArgumentException(
                $"'{text}' is no dataset type. Use one of Interactions, Items, Users, Actions, Action_Interactions.", nameof(text));

    /// <summary>Reads the name of a dataset type as <see cref="Parse"/> does, without throwing.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out DatasetType type)
    {
        foreach (var candidate in Enum.GetValues<DatasetType>())
        {
            if (string.Equals(text?.Replace("_", "", StringComparison.Ordinal), candidate.ToString(), StringComparison.OrdinalIgnoreCase))
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }

    /// <summary>The name that the API uses, which differs only for <c>Action_Interactions</c>.</summary>
    public static string ToApi(this DatasetType type) =>
        type == DatasetType.ActionInteractions ? "Action_Interactions" : type.ToString();
}
