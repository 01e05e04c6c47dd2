namespace PersonalizeOps.Server.Protocol;

/// <summary>A step of the <see cref="Pipeline"/>.</summary>
internal interface IStep
{
    /// <summary>Does the step; a refusal is thrown as <see cref="ServiceError"/>.</summary>
    /// <param name="call">The request.</param>
    /// <param name="cancellationToken">Set when the client has gone.</param>
    Task RunAsync(Call call, CancellationToken cancellationToken);
}
