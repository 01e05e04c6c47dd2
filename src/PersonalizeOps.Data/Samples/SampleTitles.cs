namespace PersonalizeOps.Data;

/// <summary>Invents titles in MovieLens' spelling, where a leading article goes to the end.</summary>
internal sealed class SampleTitles
{
    private static readonly string[] Adjectives =
    [
        "Silent", "Crimson", "Broken", "Hidden", "Golden", "Last", "Lost", "Distant", "Burning", "Frozen", "Secret", "Wild", "Quiet", "Bitter",
        "Hollow", "Electric", "Wandering", "Painted", "Savage", "Gentle", "Midnight", "Paper", "Velvet", "Iron", "Glass", "Endless", "Forgotten",
        "Restless", "Shallow", "Borrowed", "Perfect", "Northern", "Unlikely", "Second", "Seventh", "Pale", "Stolen", "Bright", "Crooked", "Sleepless",
    ];

    private static readonly string[] Nouns =
    [
        "Harbor", "Garden", "Promise", "Letter", "Winter", "Summer", "River", "Mirror", "Station", "Stranger", "Shadow", "Bridge", "Island",
        "Orchard", "Lighthouse", "Dancer", "Witness", "Painter", "Soldier", "Captain", "Daughter", "Neighbor", "Clockmaker", "Gambler", "Doctor",
        "Season", "Storm", "Fire", "Empire", "Machine", "Planet", "Signal", "Horizon", "Kingdom", "Dragon", "Forest", "Wolf", "Crow", "Train",
        "Motel", "Wedding", "Divorce", "Holiday", "Heist", "Verdict", "Alibi", "Ransom", "Fever", "Silence", "Echo", "Carnival", "Orchestra",
        "Song", "Saddle", "Canyon", "Frontier", "Regiment", "Submarine", "Laboratory", "Experiment", "Puppet", "Lantern", "Map", "Diary",
    ];

    private static readonly string[] Places =
    [
        "Montevideo", "Lisbon", "Trieste", "Winterfield", "Oslo", "Ashgrove", "Kyoto", "Marrakesh", "Sandy Creek", "Dunmore", "Valparaíso",
        "Málaga", "Orléans", "Riga", "Saturn", "Elm Street East", "the North", "the Valley", "the Moon", "the Deep",
    ];

    private static readonly string[] Names =
    [
        "Ada", "Bruno", "Clara", "Dmitri", "Elena", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Katya", "Leo", "Mina", "Nils", "Olga", "Pablo",
        "Renée", "Stella", "Tobias", "Vera",
    ];

    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    /// <summary>A title with its year, for example <c>Silent Harbor, The (1987)</c>, that was not given before.</summary>
    public string Invent(int year, ref SampleRandom random)
    {
        string title;
        var attempt = 0;
        do
        {
            // The last form has so many variants that it does not run out.
            title = $"{Form(attempt++ < 3 ? random.Next(8) : 7, ref random)} ({year})";
        }
        while (!_used.Add(title));

        return title;
    }

    private static string Form(int form, ref SampleRandom random)
    {
        var adjective = Adjectives[random.Next(Adjectives.Length)];
        var noun = Nouns[random.Next(Nouns.Length)];
        var other = Nouns[random.Next(Nouns.Length)];
        var place = Places[random.Next(Places.Length)];
        var name = Names[random.Next(Names.Length)];
        return form switch
        {
            0 => $"{adjective} {noun}",
            1 => $"{adjective} {noun}, The",
            2 => $"{noun} of {place}, The",
            3 => $"{name}'s {noun}",
            4 => $"{noun} and the {other}, The",
            5 => $"{name}: A {noun} in {place}",
            6 => $"{adjective} {noun}, {adjective} {other}",
            _ => $"{adjective} {noun} of {place}",
        };
    }
}
