using System.Text.RegularExpressions;
using System.Xml.Linq;
using PersonalizeOps.Server.Protocol;

namespace PersonalizeOps.Server.Services.S3.Buckets;

/// <summary>What a notification configuration must fulfil.</summary>
internal static partial class NotificationRules
{
    /// <summary>The name of the document.</summary>
    public const string Root = "NotificationConfiguration";

    private const int MostRules = 100;
    private const int LongestId = 255;
    private const string EventBridge = "EventBridgeConfiguration";

    /// <summary>By the name of a rule: that of its destination, and the service its ARN must name.</summary>
    private static readonly Dictionary<string, (string Destination, string Service)> Kinds = new(StringComparer.Ordinal)
    {
        ["TopicConfiguration"] = ("Topic", "sns"),
        ["QueueConfiguration"] = ("Queue", "sqs"),
        ["CloudFunctionConfiguration"] = ("CloudFunction", "lambda"),
    };

    private static readonly HashSet<string> Events = new(StringComparer.Ordinal)
    {
        "s3:ReducedRedundancyLostObject", "s3:TestEvent",
        "s3:ObjectCreated:*", "s3:ObjectCreated:Put", "s3:ObjectCreated:Post", "s3:ObjectCreated:Copy", "s3:ObjectCreated:CompleteMultipartUpload",
        "s3:ObjectRemoved:*", "s3:ObjectRemoved:Delete", "s3:ObjectRemoved:DeleteMarkerCreated",
        "s3:ObjectRestore:*", "s3:ObjectRestore:Post", "s3:ObjectRestore:Completed", "s3:ObjectRestore:Delete",
        "s3:Replication:*", "s3:Replication:OperationFailedReplication", "s3:Replication:OperationNotTracked",
        "s3:Replication:OperationMissedThreshold", "s3:Replication:OperationReplicatedAfterThreshold",
        "s3:LifecycleTransition", "s3:IntelligentTiering", "s3:ObjectAcl:Put",
        "s3:LifecycleExpiration:*", "s3:LifecycleExpiration:Delete", "s3:LifecycleExpiration:DeleteMarkerCreated",
        "s3:ObjectTagging:*", "s3:ObjectTagging:Put", "s3:ObjectTagging:Delete",
    };

    /// <summary>Checks a configuration.</summary>
    /// <param name="document">The document, in any namespace.</param>
    /// <returns>The same in no namespace; each rule has an id.</returns>
    /// <exception cref="ServiceError">MalformedXML, InvalidArgument.</exception>
    public static XElement Check(XElement document)
    {
        if (document.DescendantNodes().OfType<XText>().Any(text => XmlBody.Clean(text.Value) != text.Value))
        {
            throw Errors.MalformedXml();
        }

        var rules = new List<Rule>();
        var result = new XElement(Root);
        foreach (var element in document.Elements())
        {
            if (element.Name.LocalName == EventBridge)
            {
                result.Add(new XElement(EventBridge));
                continue;
            }

            var rule = Read(element);
            rules.Add(rule);
            result.Add(rule.Element);
        }

        if (rules.Count > MostRules)
        {
            throw Invalid("NotificationConfiguration", $"{rules.Count} rules", $"A bucket can have at most {MostRules} notification rules.");
        }

        if (rules.GroupBy(rule => rule.Id, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw Invalid("Id", twice.Key, "Same ID used for multiple configurations. IDs must be unique");
        }

        CheckOverlaps(rules);
        return result;
    }

    private static Rule Read(XElement element)
    {
        if (!Kinds.TryGetValue(element.Name.LocalName, out var kind))
        {
            throw Errors.MalformedXml();
        }

        var id = element.Text("Id") is { Length: > 0 } given ? given : Guid.NewGuid().ToString();
        if (id.Length > LongestId)
        {
            throw Invalid("Id", id, $"Ids must not be longer than {LongestId} characters.");
        }

        var arn = element.Text(kind.Destination) ?? throw Errors.MalformedXml();
        CheckDestination(arn, kind.Service);
        var events = element.Children("Event").Select(each => each.Value).ToList();
        if (events.Count == 0)
        {
            throw Errors.MalformedXml();
        }

        if (events.Find(each => !Events.Contains(each)) is { } unknown)
        {
            throw Invalid("Event", unknown, "The event is not supported for notifications");
        }

        var (prefix, suffix) = ReadFilter(element);
        return new Rule(id, events, prefix ?? "", suffix ?? "", Write(element.Name.LocalName, id, kind.Destination, arn, events, prefix, suffix));
    }

    private static XElement Write(string name, string id, string destination, string arn, List<string> events, string? prefix, string? suffix) => new(
        name,
        new XElement("Id", id),
        new XElement(destination, arn),
        events.Select(each => new XElement("Event", each)),
        prefix is null && suffix is null
            ? null
            : new XElement("Filter", new XElement("S3Key", FilterRule("Prefix", prefix), FilterRule("Suffix", suffix))));

    private static XElement? FilterRule(string name, string? value) =>
        value is null ? null : new XElement("FilterRule", new XElement("Name", name), new XElement("Value", value));

    private static void CheckDestination(string arn, string service)
    {
        if (!Arn().IsMatch(arn) || arn.Split(':')[2] != service)
        {
            throw Invalid("ARN", arn, "The ARN could not be parsed");
        }

        if (arn.EndsWith(".fifo", StringComparison.Ordinal))
        {
            throw Invalid("ARN", arn, "FIFO topics and queues cannot be destinations of S3's events.");
        }
    }

    private static (string? Prefix, string? Suffix) ReadFilter(XElement element)
    {
        string? prefix = null, suffix = null;
        foreach (var rule in element.Children("Filter").SelectMany(filter => filter.Children("S3Key")).SelectMany(key => key.Children("FilterRule")))
        {
            var (name, value) = (rule.Text("Name") ?? throw Errors.MalformedXml(), rule.Text("Value") ?? "");
            ref var place = ref prefix;
            if (name.Equals("suffix", StringComparison.OrdinalIgnoreCase))
            {
                place = ref suffix;
            }
            else if (!name.Equals("prefix", StringComparison.OrdinalIgnoreCase))
            {
                throw Invalid("FilterRule.Name", name, "filter rule name must be either prefix or suffix");
            }

            if (place is not null)
            {
                throw Invalid("FilterRule.Name", name, "Cannot specify more than one prefix rule or suffix rule in a filter.");
            }

            place = value;
        }

        return (prefix, suffix);
    }

    private static void CheckOverlaps(List<Rule> rules)
    {
        for (var first = 0; first < rules.Count; first++)
        {
            for (var second = first + 1; second < rules.Count; second++)
            {
                if (rules[first].Overlaps(rules[second]))
                {
                    throw Invalid(
                        "NotificationConfiguration",
                        $"{rules[first].Id}, {rules[second].Id}",
                        "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.");
                }
            }
        }
    }

    private static ServiceError Invalid(string name, string value, string message) => Errors.InvalidArgument(name, value, message);

    [GeneratedRegex(@"\Aarn:aws[a-z-]*:[a-z]+:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.:$-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Arn();

    private sealed record Rule(string Id, List<string> Events, string Prefix, string Suffix, XElement Element)
    {
        public bool Overlaps(Rule other) =>
            Events.Exists(mine => other.Events.Exists(theirs => Covers(mine, theirs) || Covers(theirs, mine)))
            && (Prefix.StartsWith(other.Prefix, StringComparison.Ordinal) || other.Prefix.StartsWith(Prefix, StringComparison.Ordinal))
            && (Suffix.EndsWith(other.Suffix, StringComparison.Ordinal) || other.Suffix.EndsWith(Suffix, StringComparison.Ordinal));

        private static bool Covers(string wide, string narrow) =>
            wide == narrow || (wide.EndsWith('*') && narrow.StartsWith(wide[..^1], StringComparison.Ordinal));
    }
}
