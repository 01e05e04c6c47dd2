namespace PersonalizeOps.Aws.Generator.Emit;

/// <summary>Emits all files of a service.</summary>
internal static class ServiceEmitter
{
    public static IEnumerable<GeneratedFile> Emit(ServiceContext context, GeneratorOptions options)
    {
        var name = context.Names.Name;
        if (!options.UseOfficialClients)
        {
            yield return new GeneratedFile($"{name}.Client.g.cs", ClientEmitter.Emit(context));
            yield return new GeneratedFile($"{name}.Interface.g.cs", InterfaceEmitter.Emit(context));
            yield return new GeneratedFile($"{name}.Config.g.cs", ConfigEmitter.Emit(context));
            yield return new GeneratedFile($"{name}.Enumerations.g.cs", EnumEmitter.Emit(context));
            yield return new GeneratedFile($"{name}.Model.g.cs", ClassEmitter.Emit(context));
            yield return new GeneratedFile($"{name}.Exceptions.g.cs", ExceptionEmitter.Emit(context));
            if (context.HasPaginators)
            {
                yield return new GeneratedFile($"{name}.Paginators.g.cs", PaginatorEmitter.Emit(context));
            }
        }

        yield return new GeneratedFile($"{name}.Shapes.g.cs", ShapeEmitter.Emit(context));
        yield return new GeneratedFile($"{name}.Descriptor.g.cs", DescriptorEmitter.Emit(context));
        yield return new GeneratedFile($"{name}.Contract.g.cs", ContractEmitter.Emit(context));
    }
}
