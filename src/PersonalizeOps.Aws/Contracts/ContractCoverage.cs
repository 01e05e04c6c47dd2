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

        var overridden = service.GetMethods()
            .Where(method => method.DeclaringType != contract && method.GetBaseDefinition().DeclaringType == contract)
            .Select(method => method.Name)
            .ToHashSet(StringComparer.Ordinal);
        return [.. descriptor.Operations.Keys.Where(operation => overridden.Contains(operation + "Async")).Order(StringComparer.Ordinal)];
    }
}
