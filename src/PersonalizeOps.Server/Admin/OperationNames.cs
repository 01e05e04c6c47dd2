using PersonalizeOps.Aws.Contracts;

namespace PersonalizeOps.Server.Admin;

/// <summary>The operations of the services with generated contracts.</summary>
internal static class OperationNames
{
    private static readonly HashSet<string> All =
    [
        .. PersonalizeContract.Descriptor.Operations.Keys,
        .. PersonalizeRuntimeContract.Descriptor.Operations.Keys,
        .. PersonalizeEventsContract.Descriptor.Operations.Keys,
    ];

    /// <summary>Tells whether one of the services has an operation.</summary>
    public static bool Contains(string operation) => All.Contains(operation);
}
