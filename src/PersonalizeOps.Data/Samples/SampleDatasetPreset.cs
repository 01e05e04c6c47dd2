namespace PersonalizeOps.Data;

/// <summary>The sizes of sample data, each modelled on a MovieLens data set.</summary>
public enum SampleDatasetPreset
{
    /// <summary><c>small</c>: 610 users, 9,700 films, 100,000 ratings.</summary>
    Small,

    /// <summary><c>1m</c>: 6,040 users, 3,883 films, 1,000,209 ratings.</summary>
    OneMillion,

    /// <summary><c>5m</c>: 32,500 users, 20,000 films, 5,000,000 ratings.</summary>
    FiveMillion,

    /// <summary><c>25m</c>: 162,541 users, 59,047 films, 25,000,095 ratings.</summary>
    TwentyFiveMillion,
}
