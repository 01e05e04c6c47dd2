using PersonalizeOps.Aws.Generator.Model;

namespace PersonalizeOps.Aws.Generator.Naming;

/// <summary>The SDK's names for a service.</summary>
/// <param name="Name">The namespace's last part, such as <c>PersonalizeRuntime</c>.</param>
/// <param name="Client">The client's stem between <c>Amazon</c> and <c>Client</c>.</param>
internal sealed record ServiceNames(string Name, string Client)
{
    // Names that the SDK chose before it derived them from the service id.
    private static readonly Dictionary<string, ServiceNames> Historical = new(StringComparer.Ordinal)
    {
        ["SFN"] = new("StepFunctions", "StepFunctions"),
        ["SNS"] = new("SimpleNotificationService", "SimpleNotificationService"),
        ["IAM"] = new("IdentityManagement", "IdentityManagementService"),
        ["STS"] = new("SecurityToken", "SecurityTokenService"),
    };

    public string Namespace => $"Amazon.{Name}";

    public string ClientClass => $"Amazon{Client}Client";

    public string ClientInterface => $"IAmazon{Client}";

    public string Config => $"Amazon{Client}Config";

    public string Exception => $"Amazon{Client}Exception";

    public string Request => $"Amazon{Client}Request";

    public string Metadata => $"Amazon{Client}Metadata";

    public string PaginatorFactory => $"{Name}PaginatorFactory";

    public string Shapes => $"{Name}Shapes";

    public string Descriptor => $"{Name}Descriptor";

    public string Contract => $"{Name}Contract";

    public static ServiceNames Of(ServiceModel service)
    {
        if (Historical.TryGetValue(service.ServiceId, out var names))
        {
            return names;
        }

        var name = new string([.. service.ServiceId.Where(char.IsLetterOrDigit)]);
        return new ServiceNames(name, name);
    }
}
