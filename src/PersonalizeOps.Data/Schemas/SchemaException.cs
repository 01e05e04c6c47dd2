namespace PersonalizeOps.Data;

/// <summary>A schema is no Avro schema that Personalize accepts; the message says what is wrong and where.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, where, and what to do.</param>
    /// <param name="inner">The cause, if another exception revealed it.</param>
    public SchemaException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
