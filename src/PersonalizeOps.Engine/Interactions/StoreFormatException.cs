namespace PersonalizeOps.Engine.Interactions;

/// <summary>A file is not what it should be: foreign, cut short, damaged, or written by a newer version.</summary>
public sealed class StoreFormatException : IOException
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file that was refused.</param>
    /// <param name="reason">What is wrong with it, a clause without a full stop.</param>
    public StoreFormatException(string path, string reason)
        : base($"Cannot open '{path}': {reason}.")
    {
        Path = path;
        Reason = reason;
    }

    /// <summary>The file that was refused.</summary>
    public string Path { get; }

    /// <summary>What is wrong with it.</summary>
    public string Reason { get; }
}
