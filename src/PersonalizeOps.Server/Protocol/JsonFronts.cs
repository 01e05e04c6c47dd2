using PersonalizeOps.Aws.Contracts;
using ServiceDescriptor = PersonalizeOps.Aws.Protocols.ServiceDescriptor;

namespace PersonalizeOps.Server.Protocol;

/// <summary>The services with generated contracts.</summary>
internal static class JsonFronts
{
    /// <summary>Adds a front per contract. One that no service implements answers that its operations are not there.</summary>
    public static void AddTo(IServiceCollection services, ServerOptions options)
    {
        services.AddSingleton<IServiceFront>(provider =>
            Create(PersonalizeContract.Descriptor, provider.GetService<PersonalizeContract>() is { } service ? service.DispatchAsync : null));
        services.AddSingleton<IServiceFront>(provider =>
            Create(PersonalizeRuntimeContract.Descriptor, provider.GetService<PersonalizeRuntimeContract>() is { } service ? service.DispatchAsync : null));
        services.AddSingleton<IServiceFront>(provider =>
            Create(PersonalizeEventsContract.Descriptor, provider.GetService<PersonalizeEventsContract>() is { } service ? service.DispatchAsync : null));

        JsonFront Create(ServiceDescriptor descriptor, Func<string, object, CallContext, CancellationToken, Task<object?>>? dispatch) =>
            new(descriptor, dispatch ?? ((operation, _, _, _) => throw new OperationNotImplementedException(operation)), options);
    }
}
