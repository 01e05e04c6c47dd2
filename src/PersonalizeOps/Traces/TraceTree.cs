using System.Text.Json;
using PersonalizeOps.Records;

namespace PersonalizeOps.Traces;

/// <summary>Makes a tree of the documents of a trace. Segments of other services name the segment that called them as their parent.</summary>
internal static class TraceTree
{
    /// <summary>Reads the documents; one that is no JSON, or lacks id or time, is left out and said.</summary>
    public static WorkflowTrace Read(string id, bool isPartial, IEnumerable<string> documents, Action<string> warn)
    {
        Dictionary<string, Piece> pieces = [];
        foreach (var document in documents)
            try
            {
                using var json = JsonDocument.Parse(document);
                Collect(json.RootElement, Text(json.RootElement, "parent_id"), pieces);
            }
            catch (Exception error) when (error is JsonException or InvalidOperationException or FormatException)
            {
                warn($"A segment of trace {id} cannot be read: {error.Message}");
            }

        var begin = pieces.Count == 0 ? 0 : pieces.Values.Min(piece => piece.Start);
        var end = pieces.Count == 0 ? 0 : pieces.Values.Max(piece => piece.End ?? piece.Start);
        var children = pieces.Values.Where(piece => piece.Parent is not null).ToLookup(piece => piece.Parent!);
        var roots = pieces.Values.Where(piece => piece.Parent is null || !pieces.ContainsKey(piece.Parent)).OrderBy(piece => piece.Start);
        List<TraceSegment> segments = [.. roots.Select(root => ToSegment(root, children, begin, end, 0))];
        List<TraceSegment> all = [.. segments.SelectMany(segment => segment.All())];
        var trace = new WorkflowTrace
        {
            Id = id,
            Name = segments is [var first, ..] ? first.Name : "(no segments yet)",
            Start = TimeOf(begin),
            Duration = Span(end - begin),
            HasError = all.Exists(segment => segment.HasError),
            HasFault = all.Exists(segment => segment.HasFault),
            HasThrottle = all.Exists(segment => segment.HasThrottle),
            IsPartial = isPartial,
            FirstError = FirstError(all),
            Segments = segments,
            Timeline = "",
        };
        return trace with { Timeline = TraceTimeline.Draw(trace) };
    }

    private static void Collect(JsonElement json, string? parent, Dictionary<string, Piece> pieces)
    {
        var id = Text(json, "id") ?? throw new FormatException("It has no id.");
        var http = json.TryGetProperty("http", out var h) && h.TryGetProperty("response", out var response) && response.TryGetProperty("status", out var status)
            && status.TryGetInt32(out var code) ? code : (int?)null;
        pieces[id] = new Piece(
            id,
            Text(json, "name") ?? id,
            Text(json, "origin") ?? Text(json, "namespace"),
            parent,
            json.GetProperty("start_time").GetDouble(),
            json.TryGetProperty("end_time", out var end) ? end.GetDouble() : null,
            Flag(json, "error"),
            Flag(json, "fault"),
            Flag(json, "throttle"),
            http,
            CauseOf(json));
        if (json.TryGetProperty("subsegments", out var subsegments))
            foreach (var subsegment in subsegments.EnumerateArray())
                Collect(subsegment, id, pieces);
    }

    /// <summary>Exceptions in full, or the id of one that another segment tells.</summary>
    private static string? CauseOf(JsonElement json)
    {
        if (!json.TryGetProperty("cause", out var cause) || cause.ValueKind != JsonValueKind.Object || !cause.TryGetProperty("exceptions", out var exceptions))
            return null;
        foreach (var exception in exceptions.EnumerateArray())
        {
            var (type, message) = (Text(exception, "type"), Text(exception, "message"));
            if ((type ?? message) is not null)
                return type is not null && message is not null ? $"{type}: {message}" : type ?? message;
        }

        return null;
    }

    private static TraceSegment ToSegment(Piece piece, ILookup<string, Piece> children, double begin, double end, int depth)
    {
        var below = children[piece.Id].OrderBy(child => child.Start).Select(child => ToSegment(child, children, begin, end, depth + 1)).ToList();
        var duration = Math.Max(0, (piece.End ?? end) - piece.Start);
        return new TraceSegment
        {
            Id = piece.Id,
            Name = piece.Name,
            Origin = piece.Origin,
            Start = TimeOf(piece.Start),
            Offset = Span(piece.Start - begin),
            Duration = Span(duration),
            OwnTime = Span(duration - Covered(piece.Start - begin, duration, below)),
            InProgress = piece.End is null,
            HasError = piece.Error,
            HasFault = piece.Fault,
            HasThrottle = piece.Throttle,
            HttpStatus = piece.HttpStatus,
            Cause = piece.Cause,
            Depth = depth,
            Children = below,
        };
    }

    /// <summary>The seconds of a segment in which at least one child ran; children overlap and may outlive it.</summary>
    private static double Covered(double offset, double duration, IReadOnlyList<TraceSegment> children)
    {
        var (covered, reached) = (0.0, offset);
        foreach (var child in children)
        {
            var from = Math.Max(reached, child.Offset.TotalSeconds);
            var to = Math.Min(offset + duration, (child.Offset + child.Duration).TotalSeconds);
            covered += Math.Max(0, to - from);
            reached = Math.Max(reached, to);
        }

        return covered;
    }

    /// <summary>A failure shows in everything above it: the one without a failed child is where it began.</summary>
    private static string? FirstError(IReadOnlyList<TraceSegment> all)
    {
        var source = all
            .Where(segment => Failed(segment) && !segment.Children.Any(Failed))
            .OrderBy(segment => segment.Offset + segment.Duration)
            .FirstOrDefault();
        return source is null ? null : $"{source.Name}: {source.Cause ?? (source.HttpStatus is { } status ? $"HTTP {status}" : source.Outcome)}";
    }

    private static bool Failed(TraceSegment segment) => segment.HasError || segment.HasFault || segment.HasThrottle;

    private static bool Flag(JsonElement json, string name) => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static TimeSpan Span(double seconds) => TimeSpan.FromSeconds(Math.Max(0, seconds));

    private static DateTime TimeOf(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds).ToLocalTime();

    private sealed record Piece(
        string Id, string Name, string? Origin, string? Parent, double Start, double? End, bool Error, bool Fault, bool Throttle, int? HttpStatus, string? Cause);
}
