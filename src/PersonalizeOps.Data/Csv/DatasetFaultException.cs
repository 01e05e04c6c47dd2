namespace PersonalizeOps.Data;

/// <summary>A CSV file can't be imported.</summary>
public sealed class DatasetFaultException : Exception
{
    /// <summary>Creates the exception with the fault's message.</summary>
    /// <param name="fault">What is wrong, and where.</param>
    /// <param name="inner">The cause, if another exception revealed it.</param>
    public DatasetFaultException(DatasetFault fault, Exception? inner = null)
        : base(fault?.Message, inner)
    {
        ArgumentNullException.ThrowIfNull(fault);
        Fault = fault;
    }

    /// <summary>What is wrong, and where.</summary>
    public DatasetFault Fault { get; }
}
