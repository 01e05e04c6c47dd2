namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>A fault in a model file; becomes a diagnostic and never leaves the generator.</summary>
internal sealed class ModelException : Exception
{
    public ModelException(string message, int line, int column, bool unsupported = false)
        : base(message)
    {
        Line = line;
        Column = column;
        Unsupported = unsupported;
    }

    public ModelException(string message, JsonNode at, bool unsupported = false)
        : this(message, at.Line, at.Column, unsupported)
    {
    }

    public int Line { get; }

    public int Column { get; }

    /// <summary>Gets a value indicating whether the model is sound but beyond the generator.</summary>
    public bool Unsupported { get; }
}
