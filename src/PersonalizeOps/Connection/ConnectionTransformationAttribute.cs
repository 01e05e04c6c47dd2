using System.Management.Automation;

namespace PersonalizeOps.Connection;

/// <summary>Takes a connection by its name.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ConnectionTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject source ? source.BaseObject : inputData;
        return value is string name
            ? ConnectionState.Find(name) ?? throw new ArgumentTransformationMetadataException(
                $"There is no connection '{name}' in this session. Get-PersonalizeConnection lists them.")
            : value;
    }
}
