namespace PersonalizeOps.Aws.Generator;

/// <summary>The names under which the generator's steps are tracked, so that tests can tell which ran again.</summary>
public static class StepNames
{
    /// <summary>Reads one model file.</summary>
    public const string ReadModel = "ReadModel";

    /// <summary>Reads Operations.txt.</summary>
    public const string ReadOperations = "ReadOperations";

    /// <summary>Reads the build's switches.</summary>
    public const string ReadOptions = "ReadOptions";

    /// <summary>Picks the listed operations of one service and what they reach.</summary>
    public const string SelectService = "SelectService";

    /// <summary>Checks the list against all models.</summary>
    public const string CheckList = "CheckList";
}
