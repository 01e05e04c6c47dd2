namespace PersonalizeOps.Aws.Protocols;

/// <summary>JSON that does not have the form its shape asks for.</summary>
public sealed class AwsJsonException : Exception
{
    /// <summary>Makes the exception.</summary>
    /// <param name="path">Where in the document, such as <c>$.tags[0].tagKey</c>.</param>
    /// <param name="problem">What is wrong there, without the path.</param>
    public AwsJsonException(string path, string problem)
        : base($"{path}: {problem}") => Path = path;

    /// <summary>Gets where in the document the problem is, such as <c>$.tags[0].tagKey</c>.</summary>
    public string Path { get; }
}
