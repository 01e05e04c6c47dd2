namespace PersonalizeOps.Data;

/// <summary>A MovieLens folder or one of its files can't be read.</summary>
public sealed class MovieLensException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="file">The path of the file or folder.</param>
    /// <param name="row">The line, counted from 1; 0 when the whole file is at fault.</param>
    /// <param name="reason">What is wrong and what to do, without a full stop.</param>
    /// <param name="inner">The cause, if another exception revealed it.</param>
    public MovieLensException(string file, long row, string reason, Exception? inner = null)
        : base($"{file}{(row > 0 ? $", row {row}" : "")}: {reason}.", inner)
    {
        File = file;
        Row = row;
    }

    /// <summary>The path of the file or folder.</summary>
    public string File { get; }

    /// <summary>The line, counted from 1; 0 when the whole file is at fault.</summary>
    public long Row { get; }
}
