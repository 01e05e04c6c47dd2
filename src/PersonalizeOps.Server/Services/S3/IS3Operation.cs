namespace PersonalizeOps.Server.Services.S3;

/// <summary>An operation of S3; the class has the operation's name.</summary>
internal interface IS3Operation
{
    /// <summary>Does the operation.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Set when the client has gone.</param>
    /// <exception cref="ServiceError">One of S3's errors.</exception>
    Task<S3Response> RunAsync(S3Request request, CancellationToken cancellationToken);
}
