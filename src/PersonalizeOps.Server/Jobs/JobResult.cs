using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs;

/// <summary>What a job leaves behind.</summary>
/// <param name="Publish">Makes the result visible, in the change of state that ends the job.</param>
/// <param name="CleanUp">Removes what the result replaced, once it is visible; null for nothing.</param>
internal sealed record JobResult(Action<StateSession> Publish, Action? CleanUp = null);
