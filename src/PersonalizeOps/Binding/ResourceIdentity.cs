using System.Management.Automation;
using System.Text.RegularExpressions;
using PersonalizeOps.Connection;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Binding;

/// <summary>A resource as the user gives it: its name, its ARN, or an object that carries the ARN.</summary>
public sealed partial class ResourceIdentity
{
    private readonly PSObject? _source;
    private readonly bool _isNamed = true;

    /// <summary>Takes a name or an ARN.</summary>
    /// <param name="text">The name or ARN; names may hold wildcards where a cmdlet lists.</param>
    public ResourceIdentity(string text) => Text = text;

    /// <summary>Takes any object that has an ARN or a name.</summary>
    /// <param name="value">
    /// A record of this module, or an object with a property such as <c>CampaignArn</c>, <c>Arn</c> or <c>Name</c>, or with one that is called like a
    /// kind: <c>Campaign</c>.
    /// </param>
    /// <exception cref="ArgumentException">The object has none of these properties.</exception>
    public ResourceIdentity(object value)
    {
        var source = PSObject.AsPSObject(value);
        if (source.BaseObject is string or ValueType)
        {
            Text = source.BaseObject.ToString()!;
            return;
        }

        _source = source;
        var text = Property("Name") ?? Property("Arn") ?? source.Properties
            .Where(property => property.Name.EndsWith("Arn", StringComparison.OrdinalIgnoreCase))
            .Select(property => Property(property.Name))
            .FirstOrDefault(arn => arn is not null);
        _isNamed = text is not null;
        Text = text ?? Columns().FirstOrDefault()?.Text
            ?? throw new ArgumentException($"An object of type {source.TypeNames.FirstOrDefault()} has no property Arn or Name.", nameof(value));
    }

    /// <summary>The name or ARN, for messages.</summary>
    internal string Text { get; }

    /// <summary>The object that was given, or null when it was a text.</summary>
    internal object? Source => _source?.BaseObject;

    /// <summary>Whether it was given as an object, and not as a text.</summary>
    internal bool IsObject => _source is not null;

    /// <summary>Whether it is a name with wildcards, so that a list is meant.</summary>
    internal bool IsPattern => _source is null && !ResourceArn.IsArn(Text) && WildcardPattern.ContainsWildcardCharacters(Text);

    /// <summary>
    /// What is meant where one of these kinds is wanted: in an object that states no ARN of them, what stands in the property that is called like the
    /// kind, as in a row of a file with a column Campaign; otherwise this itself.
    /// </summary>
    /// <exception cref="PersonalizeException">The object has properties called like other kinds only.</exception>
    internal ResourceIdentity For(params IReadOnlyList<ResourceKind> kinds) => _source is null || kinds.Any(kind => ArnInSource(kind) is not null)
        ? this
        : Stated(kinds) ?? (_isNamed ? this : throw new PersonalizeException("WrongKind", ErrorCategory.InvalidArgument,
            $"An object with the properties {string.Join(", ", _source.Properties.Select(property => property.Name).Take(8))} names no {ResourceArn.WordOf(kinds[0])}.",
            Text, $"Name the property {kinds[0]}, Name or Arn."));

    /// <summary>The name or ARN where one of these kinds is wanted, for messages.</summary>
    internal string TextFor(params IReadOnlyList<ResourceKind> kinds) =>
        _source is null || kinds.Any(kind => ArnInSource(kind) is not null) ? Text : Stated(kinds)?.Text ?? Text;

    /// <summary>The ARN of a resource of this kind.</summary>
    /// <exception cref="PersonalizeException">It is the ARN of another kind, or no valid name.</exception>
    internal string ArnOf(ResourceKind kind, PersonalizeConnection connection)
    {
        if (For(kind) is var meant && meant != this)
            return meant.ArnOf(kind, connection);
        if (ArnInSource(kind) is { } arn)
            return arn;
        if (_source is not null && Property("Arn") is { } other)
            throw WrongKind(other, kind);
        if (ResourceArn.IsArn(Text))
            return ResourceArn.KindOf(Text) == kind ? Text : throw WrongKind(Text, kind);
        if (!IsName(Text, kind))
            throw new PersonalizeException("InvalidName", ErrorCategory.InvalidArgument,
                $"'{Text}' is no {ResourceArn.WordOf(kind)}: give {Expected(kind)}.", Text,
                IsPattern ? $"Wildcards are for cmdlets that list; pipe what they find: {ResourceFamilies.Of(kind).WatchCommand(Text)} | …" : null);
        // The name of a dataset ends in its type, which its ARN has in capitals.
        var tail = kind == ResourceKind.Dataset ? $"{Text[..Text.IndexOf('/')]}{Text[Text.IndexOf('/')..].ToUpperInvariant()}" : Text;
        return connection.Arn(kind, $"{ResourceFamilies.Of(kind).Segment}/{tail}");
    }

    /// <summary>Whether it is the name of a solution version, <c>SOLUTION/ID</c>.</summary>
    internal bool IsVersionName => IsName(Text, ResourceKind.SolutionVersion);

    /// <summary>The ARN of the resource itself, whatever its kind.</summary>
    /// <exception cref="PersonalizeException">There is none.</exception>
    internal string AnyArn(PersonalizeConnection connection) => (_source is not null ? OwnArn(connection) : ResourceArn.IsArn(Text) ? Text : null)
        ?? throw new PersonalizeException("ArnRequired", ErrorCategory.InvalidArgument,
            $"'{Text}' could be the name of many kinds: give an ARN or an object.", Text,
            $"Pipe it from the cmdlet of its kind, such as Get-Solution {Text} | …");

    /// <summary>Refuses an object that only knows one of this kind, as a version knows its solution: what is removed must be what was given.</summary>
    /// <exception cref="PersonalizeException">It is of another kind.</exception>
    internal void RequireOwn(ResourceKind kind)
    {
        if (_source is null)
            return;
        if (Property("Arn") is { } own && ResourceArn.KindOf(own) is { } other && other != kind)
            throw WrongKind(own, kind);
        if (_isNamed && Column(kind) is { } column && column.Text != Text && ArnInSource(kind) is null)
            throw new PersonalizeException("WrongKind", ErrorCategory.InvalidArgument,
                $"'{Text}' only belongs to the {ResourceArn.WordOf(kind)} {column.Text}.", Text, $"Get-{ResourceFamilies.Of(kind).Noun} lists what would suit.");
    }

    /// <summary>Whether the ARN is given or follows from the name, so that no list must be searched.</summary>
    internal bool IsDirect(ResourceKind kind) =>
        ResourceFamilies.Of(kind).NameInArn || StatedArn(kind) is not null || ResourceArn.IsArn(Text) || IsName(Text, kind);

    /// <summary>The ARN when the input states one of this kind, else null.</summary>
    internal string? StatedArn(ResourceKind kind) =>
        _source is not null ? ArnInSource(kind) : ResourceArn.KindOf(Text) == kind ? Text : null;

    /// <summary>Shows the name or ARN.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Text;

    /// <summary>
    /// An object of other tools has no <c>Arn</c>: it is the only ARN it has, or the only one of its name. A row without any has the only property that is
    /// called like a kind.
    /// </summary>
    private string? OwnArn(PersonalizeConnection connection)
    {
        if (Property("Arn") is { } own)
            return own;
        var stated = _source!.Properties.Where(property => property.Name.EndsWith("Arn", StringComparison.OrdinalIgnoreCase))
            .Select(property => Property(property.Name)).OfType<string>().Distinct().ToList();
        var named = stated.Where(arn => ResourceArn.FullNameOf(arn) == Property("Name")).ToList();
        if (stated.Count > 0)
            return stated.Count == 1 ? stated[0] : named.Count == 1 ? named[0] : null;
        var kinds = ResourceFamilies.All.Select(family => family.Kind).Where(kind => Column(kind) is not null).ToList();
        return kinds.Count == 1 ? ArnOf(kinds[0], connection) : null;
    }

    /// <summary>A property may be called like a kind and hold something else, as a schema's document, where the name says what is meant.</summary>
    private ResourceIdentity? Stated(IReadOnlyList<ResourceKind> kinds) =>
        kinds.Select(Column).FirstOrDefault(each => each is not null) is { } column
        && (!_isNamed || column.IsObject || ResourceArn.IsArn(column.Text) || kinds.Any(kind => IsName(column.Text, kind)))
            ? column
            : null;

    private IEnumerable<ResourceIdentity> Columns() => ResourceFamilies.All.Select(family => Column(family.Kind)).OfType<ResourceIdentity>();

    /// <summary>What a property holds that is called like the kind. Records of this module say by their ARNs what they belong to.</summary>
    private ResourceIdentity? Column(ResourceKind kind)
    {
        if (_source!.BaseObject.GetType().Assembly == typeof(ResourceIdentity).Assembly)
            return null;
        foreach (var name in new[] { $"{kind}", ResourceFamilies.Of(kind).ApiNoun })
        {
            if (_source.Properties[name] is not { IsGettable: true } property)
                continue;
            var value = property.Value is PSObject wrapped ? wrapped.BaseObject : property.Value;
            if (value is string { Length: > 0 } text)
                return new ResourceIdentity(text);
            if (value is Records.PersonalizeResource)
                return new ResourceIdentity(value);
        }

        return null;
    }

    private string? ArnInSource(ResourceKind kind)
    {
        if (_source is null)
            return null;
        foreach (var name in new[] { $"{kind}Arn", $"{ResourceFamilies.Of(kind).ApiNoun}Arn", "Arn" })
            if (Property(name) is { } arn && ResourceArn.KindOf(arn) == kind)
                return arn;
        // A campaign or a version knows its solution through the version's ARN.
        if (kind == ResourceKind.Solution && ArnInSource(ResourceKind.SolutionVersion) is { } version)
            return ResourceArn.SolutionOf(version);
        return null;
    }

    private string? Property(string name) =>
        _source!.Properties[name] is { IsGettable: true } property && property.Value?.ToString() is { Length: > 0 } text ? text : null;

    private static PersonalizeException WrongKind(string arn, ResourceKind kind) => new(
        "WrongKind", ErrorCategory.InvalidArgument,
        ResourceArn.KindOf(arn) is { } other
            ? $"'{arn}' is a {ResourceArn.WordOf(other)}, not a {ResourceArn.WordOf(kind)}."
            : $"'{arn}' is not the ARN of a {ResourceArn.WordOf(kind)}.",
        arn, $"Get-{ResourceFamilies.Of(kind).Noun} lists what would suit.");

    private static bool IsName(string text, ResourceKind kind) => kind switch
    {
        ResourceKind.SolutionVersion or ResourceKind.Dataset => PairedName().IsMatch(text),
        ResourceKind.EventTracker => false,
        _ => Name().IsMatch(text),
    };

    private static string Expected(ResourceKind kind) => kind switch
    {
        ResourceKind.SolutionVersion => "SOLUTION/ID, the ARN or the object of a solution version",
        ResourceKind.Dataset => "DATASETGROUP/TYPE, the ARN or the object of a dataset",
        _ => "a name of 1 to 63 letters, digits, - and _, the ARN or the object",
    };

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}/[a-zA-Z0-9_]+\\z")]
    private static partial Regex PairedName();

    [GeneratedRegex("^[a-zA-Z0-9][a-zA-Z0-9_-]{0,62}\\z")]
    private static partial Regex Name();
}
