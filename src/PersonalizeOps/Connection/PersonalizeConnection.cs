using System.Collections.Concurrent;
using Amazon;
using Amazon.Personalize;
using Amazon.PersonalizeEvents;
using Amazon.PersonalizeRuntime;
using Amazon.S3;
using PersonalizeOps.Binding;
using PersonalizeOps.Data;

namespace PersonalizeOps.Connection;

/// <summary>A connection to Amazon Personalize or to a local server: where it leads, as whom, and the clients that use it.</summary>
public sealed class PersonalizeConnection : IDisposable
{
    private readonly Lazy<AmazonPersonalizeClient> _personalize;
    private readonly Lazy<AmazonPersonalizeRuntimeClient> _runtime;
    private readonly Lazy<AmazonPersonalizeEventsClient> _events;
    private readonly Lazy<AmazonS3Client> _s3;
    private readonly Lazy<CloudClients> _cloud;
    private readonly Lazy<AmazonS3Client> _acceleratedS3;

    internal PersonalizeConnection(ConnectionTarget target, string? name, string accountId, string identityArn)
    {
        Target = target;
        AccountId = accountId;
        IdentityArn = identityArn;
        Name = name ?? target.ProfileName ?? (Kind == "AWS" ? Region : Kind);
        _personalize = new(() => new AmazonPersonalizeClient(target.Credentials, target.Configure(new AmazonPersonalizeConfig())));
        _runtime = new(() => new AmazonPersonalizeRuntimeClient(target.Credentials, target.Configure(new AmazonPersonalizeRuntimeConfig())));
        _events = new(() => new AmazonPersonalizeEventsClient(target.Credentials, target.Configure(new AmazonPersonalizeEventsConfig())));
        _s3 = new(() => new AmazonS3Client(target.Credentials, target.Configure(new AmazonS3Config { ForcePathStyle = target.Endpoint is not null })));
        _cloud = new(() => new CloudClients(target));
        _acceleratedS3 = new(() => target.Endpoint is null
            ? new AmazonS3Client(target.Credentials, target.Configure(new AmazonS3Config { UseAccelerateEndpoint = true }))
            : _s3.Value);
    }

    /// <summary>The name by which -Connection finds it: the one given, else the profile, the region, or <c>Local</c>.</summary>
    public string Name { get; }

    /// <summary>What it leads to: <c>Local</c>, <c>AWS</c>, or <c>Endpoint</c> for an endpoint of the user's own.</summary>
    public string Kind => StatePath is not null ? "Local" : Target.Endpoint is null ? "AWS" : "Endpoint";

    /// <summary>The AWS region; the local server takes any.</summary>
    public string Region => Target.Region;

    /// <summary>The endpoint of all services, or null for the endpoints of AWS.</summary>
    public string? Endpoint => Target.Endpoint?.GetLeftPart(UriPartial.Authority);

    /// <summary>The account that owns the resources; 000000000000 on the local server.</summary>
    public string AccountId { get; }

    /// <summary>The ARN of the identity that signs the calls.</summary>
    public string IdentityArn { get; }

    /// <summary>The AWS profile in use, or null.</summary>
    public string? ProfileName => Target.ProfileName;

    /// <summary>The state folder of the local server, or null.</summary>
    public string? StatePath => Target.StatePath;

    internal ConnectionTarget Target { get; }

    /// <summary>Whether it leads to AWS itself, where work takes long, costs money and needs a real role.</summary>
    internal bool IsAws => Target.Endpoint is null;

    /// <summary>Whether work may cost money: an endpoint of the user's own may well lead to AWS.</summary>
    internal bool IsBillable => StatePath is null;

    internal IAmazonPersonalize Personalize => _personalize.Value;

    internal IAmazonPersonalizeRuntime Runtime => _runtime.Value;

    internal IAmazonPersonalizeEvents Events => _events.Value;

    internal IAmazonS3 S3 => _s3.Value;

    /// <summary>The clients of the services around Personalize; see <see cref="CloudApi"/>.</summary>
    internal CloudClients Cloud => _cloud.Value;

    /// <summary>S3 by the endpoint of transfer acceleration, for objects only; an endpoint of the user's own has no such.</summary>
    internal IAmazonS3 AcceleratedS3 => _acceleratedS3.Value;

    /// <summary>Film titles by source, read once per connection.</summary>
    internal ConcurrentDictionary<string, Lazy<Task<MovieCatalog?>>> Titles { get; } = new(StringComparer.Ordinal);

    /// <summary>What tab completion found by kind, kept for seconds.</summary>
    internal ConcurrentDictionary<ResourceKind, (long Timestamp, IReadOnlyList<ResourceSummary> Items)> CompletionCache { get; } = new();

    /// <summary>The partition of the region: aws, aws-cn or aws-us-gov.</summary>
    internal string Partition => RegionEndpoint.GetBySystemName(Region).PartitionName is { Length: > 0 } name ? name : "aws";

    /// <summary>The ARN of a resource of this account and region.</summary>
    internal string Arn(string tail) => $"arn:{Partition}:personalize:{Region}:{AccountId}:{tail}";

    /// <summary>The ARN of a resource of a kind; recipes belong to no account.</summary>
    internal string Arn(ResourceKind kind, string tail) => kind == ResourceKind.Recipe ? $"arn:{Partition}:personalize:::{tail}" : Arn(tail);

    /// <summary>Shows where the connection leads.</summary>
    /// <returns>Kind and endpoint, or kind, region and account.</returns>
    public override string ToString() => Endpoint is null ? $"{Kind} {Region} {AccountId}" : $"{Kind} {Endpoint}";

    /// <summary>Closes the clients that were used.</summary>
    public void Dispose()
    {
        if (_personalize.IsValueCreated)
            _personalize.Value.Dispose();
        if (_runtime.IsValueCreated)
            _runtime.Value.Dispose();
        if (_events.IsValueCreated)
            _events.Value.Dispose();
        if (_s3.IsValueCreated)
            _s3.Value.Dispose();
        if (_cloud.IsValueCreated)
            _cloud.Value.Dispose();
        if (_acceleratedS3.IsValueCreated)
            _acceleratedS3.Value.Dispose();
    }
}
