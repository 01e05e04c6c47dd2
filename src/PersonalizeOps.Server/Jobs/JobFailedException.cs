namespace PersonalizeOps.Server.Jobs;

/// <summary>Work that cannot be done for a reason its owner can understand.</summary>
/// <param name="reason">The failure reason, as the resource is to show it.</param>
/// <param name="inner">The cause, if any.</param>
internal sealed class JobFailedException(string reason, Exception? inner = null) : Exception(reason, inner);
