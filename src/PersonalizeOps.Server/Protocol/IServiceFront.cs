namespace PersonalizeOps.Server.Protocol;

/// <summary>A service or family of services in its protocol: reads requests, calls the service, writes answers.</summary>
internal interface IServiceFront
{
    /// <summary>Tells whether a request is for this front.</summary>
    /// <param name="call">The request.</param>
    /// <param name="scope">The service in the claimed credential scope; null without a signature.</param>
    /// <returns>What it asks for, or null when it is for somebody else.</returns>
    ServiceTarget? Recognise(Call call, string? scope);

    /// <summary>Tells whether a recognised target is answered by this front.</summary>
    bool Serves(ServiceTarget target);

    /// <summary>Answers a verified request.</summary>
    Task AnswerAsync(Call call, CancellationToken cancellationToken);
}
