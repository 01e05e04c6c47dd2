using PersonalizeOps.Engine.Filters;

namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>A filter that may be used.</summary>
/// <param name="Arn">Its ARN.</param>
/// <param name="DatasetGroupArn">Its dataset group.</param>
/// <param name="Expression">What it says.</param>
internal sealed record ServedFilter(string Arn, string DatasetGroupArn, FilterExpression Expression)
{
    /// <summary>Gives the ARN of a dataset of the filter's group.</summary>
    /// <param name="type">The end of the ARN, such as ITEMS.</param>
    /// <returns>The ARN.</returns>
    public string DatasetArn(string type) => DatasetGroupArn.Replace(":dataset-group/", ":dataset/", StringComparison.Ordinal) + "/" + type;
}
