namespace PersonalizeOps.Server;

/// <summary>The server cannot start; the message is one sentence for the person who started it.</summary>
/// <param name="message">What is in the way.</param>
/// <param name="inner">What caused it, if anything did.</param>
public sealed class StartException(string message, Exception? inner = null) : Exception(message, inner);
