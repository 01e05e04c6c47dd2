using PersonalizeOps.Aws.Protocols;

namespace PersonalizeOps.Aws.Contracts;

/// <summary>Tells which operations of a contract a server overrides.</summary>
internal static class ContractCoverage
{
    public static IReadOnlyList<string> Implemented(ServiceDescriptor descriptor, Type contract, Type service)
    {
        ArgumentNullException.ThrowIfNull(service);
        if (!contract.IsAssignableFrom(service))
        {
            throw new ArgumentException($"{service} does not derive from {contract.Name}.", nameof(service));
        }

        return [.. descriptor.Operations.Keys
            .Where(operation => service.GetMethod(operation + "Async")!.DeclaringType != contract)
            .Order(StringComparer.Ordinal)];
    }
}
