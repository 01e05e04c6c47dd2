using System.Net;
using Amazon.Runtime;

namespace PersonalizeOps.Aws.Protocols;

/// <summary>Makes an exception of a service.</summary>
/// <param name="message">The service's message.</param>
/// <param name="code">The error code.</param>
/// <param name="status">The HTTP status that came.</param>
/// <param name="requestId">The request id, or null.</param>
/// <param name="inner">The cause, or null.</param>
/// <returns>The exception.</returns>
public delegate AmazonServiceException ErrorFactory(
    string? message, string? code, HttpStatusCode status, string? requestId, Exception? inner);
