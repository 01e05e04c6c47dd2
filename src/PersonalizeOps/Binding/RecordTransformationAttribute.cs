using System.Management.Automation;
using System.Runtime.CompilerServices;
using PersonalizeOps.Records;

namespace PersonalizeOps.Binding;

/// <summary>
/// Takes records back that were in a file or come from a job or another machine: PowerShell gives such objects as copies of their properties, whose
/// text a parameter for paths would take for one.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class RecordTransformationAttribute : ArgumentTransformationAttribute
{
    private const string Prefix = "Deserialized.";

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is PSObject copy && TypeOf(copy) is { IsAbstract: false } type && type.Namespace == typeof(PersonalizeResource).Namespace ? Revive(copy, type) : inputData;

    private static Type? TypeOf(PSObject copy) => copy.TypeNames.FirstOrDefault() is { } name && name.StartsWith(Prefix, StringComparison.Ordinal)
        ? typeof(PersonalizeResource).Assembly.GetType(name[Prefix.Length..])
        : null;

    private static object Revive(PSObject copy, Type type)
    {
        var record = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            if (copy.Properties[property.Name]?.Value is { } value && LanguagePrimitives.TryConvertTo(value, property.PropertyType, out var converted))
                property.SetValue(record, converted);
        return record;
    }
}
