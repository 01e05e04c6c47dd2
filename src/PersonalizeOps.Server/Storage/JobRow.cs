namespace PersonalizeOps.Server.Storage;

/// <summary>Work on a resource, waiting or running.</summary>
/// <param name="Id">Its place in the queue.</param>
/// <param name="Kind">What to do.</param>
/// <param name="Lane">Which workers do it.</param>
/// <param name="ResourceArn">The resource it works on.</param>
/// <param name="Scope">Of the jobs of one scope only one runs at a time, in the order of the queue.</param>
/// <param name="Attempts">How often it was begun, this time included.</param>
internal sealed record JobRow(long Id, string Kind, string Lane, string ResourceArn, string Scope, int Attempts);
