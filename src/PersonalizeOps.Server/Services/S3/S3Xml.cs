using System.Xml.Linq;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>S3's XML.</summary>
internal static class S3Xml
{
    /// <summary>S3's namespace.</summary>
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>Gets the owner of everything.</summary>
    public static XElement Owner(string name) => new(name, new XElement("ID", OwnerId), new XElement("DisplayName", "local"));

    private static string OwnerId => new('0', 64);

    /// <summary>Puts S3's namespace on an element and all below it.</summary>
    public static XElement Qualify(XElement element)
    {
        foreach (var each in element.DescendantsAndSelf())
        {
            each.Name = Namespace + each.Name.LocalName;
        }

        return element;
    }

    /// <summary>Finds the text of a child in any namespace, as S3 reads requests.</summary>
    public static string? Text(this XElement element, string name) => element.Children(name).FirstOrDefault()?.Value;

    /// <summary>Finds children in any namespace.</summary>
    public static IEnumerable<XElement> Children(this XElement element, string name) => element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>Writes a time as in XML answers.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
}
