namespace PersonalizeOps.Lambda;

/// <summary>What a function cannot do, in a sentence for whoever reads the log.</summary>
/// <param name="message">What was wrong and what to do.</param>
/// <param name="inner">The cause, if there is one.</param>
public sealed class FunctionException(string message, Exception? inner = null) : Exception(message, inner);
