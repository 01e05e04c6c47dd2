namespace PersonalizeOps.Connection;

/// <summary>One resource to delete.</summary>
/// <param name="Kind">The kind in words.</param>
/// <param name="Name">The name for messages.</param>
/// <param name="Operation">The operation that deletes it.</param>
/// <param name="DeleteAsync">Asks the service to delete it.</param>
/// <param name="StatusAsync">Its status, null when it is gone.</param>
internal sealed record RemovalStep(
    string Kind, string Name, string Operation, Func<CancellationToken, Task> DeleteAsync, Func<CancellationToken, Task<string?>> StatusAsync)
{
    public override string ToString() => $"{Kind} {Name}";
}
