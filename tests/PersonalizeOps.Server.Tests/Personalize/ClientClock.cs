using System.Reflection;
using Amazon.Runtime;

namespace PersonalizeOps.Server.Tests.Personalize;

/// <summary>Lets the clients of one endpoint sign with another time, as they do by themselves after a server has told them theirs is wrong.</summary>
internal static class ClientClock
{
    private static readonly MethodInfo Set =
        typeof(CorrectClockSkew).GetMethod("SetClockCorrectionForEndpoint", BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)!;

    public static void Move(Uri endpoint, TimeSpan ahead)
    {
        // Requests to a bucket have an endpoint of their own.
        var bucket = new Uri(endpoint, Scene.Bucket).ToString();
        foreach (var key in new[] { endpoint.ToString(), endpoint.ToString().TrimEnd('/'), bucket, bucket + "/" })
        {
            Set.Invoke(null, [key, ahead]);
        }
    }
}
