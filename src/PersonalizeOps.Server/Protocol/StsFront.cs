using System.Xml.Linq;
using PersonalizeOps.Server.Services.Sts;

namespace PersonalizeOps.Server.Protocol;

/// <summary>STS in the Query protocol.</summary>
/// <param name="options">The options.</param>
internal sealed class StsFront(ServerOptions options) : IServiceFront
{
    private static readonly XNamespace Namespace = "https://sts.amazonaws.com/doc/2011-06-15/";

    /// <inheritdoc/>
    public ServiceTarget? Recognise(Call call, string? scope) => scope == "sts" ? new ServiceTarget("sts", WireFormat.Query, "") : null;

    /// <inheritdoc/>
    public bool Serves(ServiceTarget target) => target.Service == "sts";

    /// <inheritdoc/>
    public async Task AnswerAsync(Call call, CancellationToken cancellationToken)
    {
        var form = await QueryForm.ReadAsync(call, cancellationToken);
        var action = form.GetValueOrDefault("Action", "(without a name)");
        call.Target = call.Target with { Operation = action };
        var result = action == nameof(GetCallerIdentity) ? GetCallerIdentity.Run(options.AccountId) : throw Errors.NotImplemented("sts", action);
        var answer = new XElement(action + "Response", result, new XElement("ResponseMetadata", new XElement("RequestId", call.RequestId)));
        foreach (var element in answer.DescendantsAndSelf())
        {
            element.Name = Namespace + element.Name.LocalName;
        }

        await XmlBody.WriteAsync(call.Http.Response, "text/xml", answer);
    }
}
