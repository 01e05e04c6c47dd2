using System.Diagnostics.CodeAnalysis;
using Amazon.Runtime;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Reads values of enumerations from the wire.</summary>
internal static class EnumValue
{
    /// <summary>Gives the constant of a text. One that is only like it in another case keeps its own spelling, since services tell them apart.</summary>
    /// <typeparam name="T">The enumeration.</typeparam>
    /// <param name="text">The text; null for none.</param>
    /// <param name="find">Finds the constant in any case.</param>
    /// <param name="make">Makes a value that is no constant.</param>
    /// <returns>The value.</returns>
    [return: NotNullIfNotNull(nameof(text))]
    public static T? Of<T>(string? text, Func<string, T> find, Func<string, T> make)
        where T : ConstantClass
    {
        if (text is null)
        {
            return null;
        }

        var found = find(text);
        return found.Value == text ? found : make(text);
    }
}
