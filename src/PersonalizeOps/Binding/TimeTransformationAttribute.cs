using System.Globalization;
using System.Management.Automation;

namespace PersonalizeOps.Binding;

/// <summary>Takes times as dates or, as in the data of Personalize, as seconds since 1970 in UTC.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class TimeTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var value = inputData is PSObject source ? source.BaseObject : inputData;
        if (value is DateTimeOffset moment)
            return moment.UtcDateTime;
        var text = Convert.ToString(value, CultureInfo.InvariantCulture);
        return value is not DateTime && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? Seconds(seconds)
            : inputData;
    }

    private static DateTime Seconds(long seconds)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new ArgumentTransformationMetadataException($"{seconds} is no time in seconds since 1970; milliseconds?");
        }
    }
}
