using PersonalizeOps.Binding;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;
using PersonalizeOps.Records;

namespace PersonalizeOps.Waiting;

/// <summary>What a piece of work is and how much data it has, to compare it with earlier work.</summary>
internal static class WorkSize
{
    public static string NameOf(PersonalizeResource record, PersonalizeConnection connection)
    {
        var detail = record switch
        {
            SolutionVersion version => version.Recipe,
            Recommender recommender => recommender.Recipe,
            PersonalizeImport import => import.DatasetType,
            _ => null,
        };
        return $"{connection.Kind} {record.GetType().Name} {detail}".TrimEnd();
    }

    /// <summary>The bytes of the files that the work reads; null when they cannot be found or nobody may look.</summary>
    public static async Task<long?> BytesAsync(PersonalizeApi api, PersonalizeResource record, CancellationToken cancellationToken)
    {
        try
        {
            var location = record switch
            {
                PersonalizeImport import => import.DataLocation,
                BatchRecommendation batch => batch.InputUri,
                BatchSegment batch => batch.InputUri,
                SolutionVersion version => await InteractionsAsync(api, version.DatasetGroup, cancellationToken),
                Recommender recommender => await InteractionsAsync(api, recommender.DatasetGroup, cancellationToken),
                _ => null,
            };
            return location is null ? null : await new S3Files(api).SizeAsync(S3Uri.Parse(location), cancellationToken);
        }
        catch (PersonalizeException)
        {
            return null;
        }
    }

    private static async Task<string?> InteractionsAsync(PersonalizeApi api, string datasetGroup, CancellationToken cancellationToken) =>
        (await api.FindNewestImportAsync(api.Connection.Arn($"dataset/{datasetGroup}/INTERACTIONS"), cancellationToken))?.DataLocation;
}
