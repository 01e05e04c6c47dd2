using System.Runtime.CompilerServices;
using Amazon.XRay.Model;
using PersonalizeOps.Records;
using PersonalizeOps.Traces;

namespace PersonalizeOps.Connection;

/// <content>Traces of X-Ray.</content>
internal sealed partial class CloudApi
{
    /// <summary>What one call of GetTraceSummaries may look back over.</summary>
    private static readonly TimeSpan TraceWindow = TimeSpan.FromHours(6);

    /// <summary>What one call of BatchGetTraces takes.</summary>
    private const int TraceBatch = 5;

    /// <summary>The ids of the traces of a time, in windows and pages; those of named services where the summaries tell their services.</summary>
    public async Task<IReadOnlyList<string>> FindTracesAsync(
        DateTime startUtc, DateTime endUtc, string? filter, Func<string, bool>? isWanted, CancellationToken cancellationToken)
    {
        List<string> ids = [];
        for (var from = startUtc; from < endUtc; from += TraceWindow)
        {
            var to = from + TraceWindow < endUtc ? from + TraceWindow : endUtc;
            var request = new GetTraceSummariesRequest { StartTime = from, EndTime = to, FilterExpression = filter };
            do
            {
                var page = await CallAsync(XRay.GetTraceSummariesAsync, request, filter, cancellationToken).ConfigureAwait(false);
                ids.AddRange((page.TraceSummaries ?? []).Where(summary => MayBeWanted(summary, isWanted)).Select(summary => summary.Id));
                request.NextToken = page.NextToken;
            }
            while (!string.IsNullOrEmpty(request.NextToken));
        }

        return [.. ids.Distinct()];
    }

    /// <summary>Traces with their segments and, for each, whether a text stands in its documents.</summary>
    public async IAsyncEnumerable<WorkflowTrace> GetTracesAsync(
        IEnumerable<string> ids, string? mentioning, Action<string> warn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var batch in ids.Chunk(TraceBatch))
        {
            var request = new BatchGetTracesRequest { TraceIds = [.. batch] };
            do
            {
                var page = await CallAsync(XRay.BatchGetTracesAsync, request, batch[0], cancellationToken).ConfigureAwait(false);
                foreach (var trace in page.Traces ?? [])
                {
                    List<string> documents = [.. (trace.Segments ?? []).Select(segment => segment.Document)];
                    if (mentioning is null || documents.Exists(document => document.Contains(mentioning, StringComparison.Ordinal)))
                        yield return TraceTree.Read(trace.Id, trace.LimitExceeded ?? false, documents, warn);
                }

                request.NextToken = page.NextToken;
            }
            while (!string.IsNullOrEmpty(request.NextToken));
        }
    }

    private static bool MayBeWanted(TraceSummary summary, Func<string, bool>? isWanted) =>
        isWanted is null || summary.ServiceIds is not { Count: > 0 } services || services.Exists(service => service.Name is { } name && isWanted(name));
}
