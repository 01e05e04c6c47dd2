namespace PersonalizeOps.Connection;

/// <summary>One resource to delete.</summary>
internal sealed record RemovalStep(ResourceFamily Family, string Arn, string Name)
{
    public override string ToString() => $"{Family.Word} {Name}";
}
