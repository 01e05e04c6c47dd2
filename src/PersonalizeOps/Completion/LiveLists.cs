using System.Collections;
using PersonalizeOps.Binding;
using PersonalizeOps.Connection;

namespace PersonalizeOps.Completion;

/// <summary>What exists now, asked of the service while the user waits at the prompt, and kept for seconds.</summary>
internal static class LiveLists
{
    private static readonly TimeSpan CacheTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>The connection that the command on the line would use, or null.</summary>
    public static PersonalizeConnection? ConnectionOf(IDictionary boundParameters) => boundParameters["Connection"] switch
    {
        PersonalizeConnection given => given,
        string name => ConnectionState.Find(name),
        _ => ConnectionState.Current,
    };

    /// <summary>All resources of a kind; null without a connection, or when the service is slow or refuses.</summary>
    public static IReadOnlyList<ResourceSummary>? Of(ResourceKind kind, PersonalizeConnection? connection) =>
        connection is null ? null : OfOrNullAsync(kind, connection).GetAwaiter().GetResult();

    /// <summary>All resources of several kinds, without the kinds that the service is slow to tell or refuses.</summary>
    public static IEnumerable<ResourceSummary> Of(IEnumerable<ResourceKind> kinds, PersonalizeConnection? connection) =>
        connection is null ? [] : Task.WhenAll(kinds.Select(kind => OfOrNullAsync(kind, connection))).GetAwaiter().GetResult().SelectMany(items => items ?? []);

    private static async Task<IReadOnlyList<ResourceSummary>?> OfOrNullAsync(ResourceKind kind, PersonalizeConnection connection)
    {
        try
        {
            return await OfAsync(kind, connection).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // A completer that throws would spoil the prompt; what failed shows when the command runs.
            return null;
        }
    }

    private static async Task<IReadOnlyList<ResourceSummary>> OfAsync(ResourceKind kind, PersonalizeConnection connection)
    {
        var time = TimeProvider.System;
        if (connection.CompletionCache.TryGetValue(kind, out var cached) && time.GetElapsedTime(cached.Timestamp) < CacheTime)
            return cached.Items;
        using var timeout = new CancellationTokenSource(Patience);
        var api = new PersonalizeApi(connection, _ => { });
        var items = await Task.Run(() => ResourceFamilies.Of(kind).ListAsync(api, null, timeout.Token), timeout.Token).ConfigureAwait(false);
        connection.CompletionCache[kind] = (time.GetTimestamp(), items);
        return items;
    }
}
