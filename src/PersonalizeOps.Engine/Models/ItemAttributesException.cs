using System.Globalization;

namespace PersonalizeOps.Engine.Models;

/// <summary>An expression over the attributes of items cannot be read, or names a column that the items do not have.</summary>
public sealed class ItemAttributesException : FormatException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="reason">What is wrong.</param>
    /// <param name="position">The place of the first wrong character, from 1.</param>
    public ItemAttributesException(string reason, int position)
        : base(string.Create(CultureInfo.InvariantCulture, $"Invalid itemAttributes at character {position}: {reason}"))
    {
        Position = position;
    }

    /// <summary>The place of the first wrong character, from 1.</summary>
    public int Position { get; }
}
