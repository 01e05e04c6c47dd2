namespace PersonalizeOps.Aws.Contracts;

/// <summary>An operation of the model that the server does not offer.</summary>
public sealed class OperationNotImplementedException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="operation">The operation's name.</param>
    public OperationNotImplementedException(string operation)
        : base($"The operation {operation} is not implemented.") => Operation = operation;

    /// <summary>Gets the operation's name.</summary>
    public string Operation { get; }
}
