namespace PersonalizeOps.Server.Jobs.Serving;

/// <summary>Items to be placed among the recommendations.</summary>
/// <param name="Name">The promotion's name, which its items carry.</param>
/// <param name="Percent">Which share of the results is theirs, 1 to 100.</param>
/// <param name="Filter">Which items are promoted.</param>
internal sealed record ServedPromotion(string Name, int Percent, FilterChoice Filter);
