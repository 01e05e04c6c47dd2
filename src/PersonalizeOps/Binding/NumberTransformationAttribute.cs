using System.Management.Automation;

namespace PersonalizeOps.Binding;

/// <summary>
/// Takes texts as numbers with a decimal point only. PowerShell itself takes the comma for a separator of thousands wherever it stands, and so "4,5",
/// as tables of many countries have it, for 45.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NumberTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        (inputData is PSObject source ? source.BaseObject : inputData) is string text && text.Contains(',', StringComparison.Ordinal)
            ? throw new ArgumentTransformationMetadataException($"'{text}' has a comma. Write numbers with a decimal point, such as 4.5.")
            : inputData;
}
