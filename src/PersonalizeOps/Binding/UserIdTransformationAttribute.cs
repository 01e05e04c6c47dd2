using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace PersonalizeOps.Binding;

/// <summary>
/// Takes user ids as texts or numbers, and as objects with a property UserId, USER_ID or Id. Without it PowerShell would turn an object whose id
/// is a number into the text "@{UserId=5}", a user nobody has seen, for whom the service answers with popular items.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class UserIdTransformationAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] Names = ["UserId", "USER_ID", "Id"];

    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var items = LanguagePrimitives.GetEnumerable(inputData) is { } many ? many.Cast<object?>() : [inputData];
        return items.Select(ToText).ToArray();
    }

    private static string ToText(object? item)
    {
        if (item is null)
            throw new ArgumentTransformationMetadataException("A user id is null.");
        var source = PSObject.AsPSObject(item);
        if (source.BaseObject is string or ValueType)
            return Convert.ToString(source.BaseObject, CultureInfo.InvariantCulture)!;
        foreach (var name in Names)
            if (source.Properties[name]?.Value is { } value)
                return ToText(value);
        if (source.BaseObject is IDictionary dictionary)
            foreach (var name in Names)
                if (dictionary[name] is { } value)
                    return ToText(value);
        throw new ArgumentTransformationMetadataException($"An object of type {source.TypeNames.FirstOrDefault()} has no property UserId.");
    }
}
