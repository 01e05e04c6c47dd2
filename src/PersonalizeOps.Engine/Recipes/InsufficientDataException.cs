namespace PersonalizeOps.Engine.Recipes;

/// <summary>There is too little data to train on; the message is the failure reason of the service.</summary>
/// <param name="message">The failure reason.</param>
public sealed class InsufficientDataException(string message) : Exception(message);
