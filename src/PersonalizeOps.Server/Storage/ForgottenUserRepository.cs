using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Storage;

/// <summary>Users that were deleted from dataset groups. Only digests are kept, so that nobody can be told from them.</summary>
internal sealed class ForgottenUserRepository(StateSession session)
{
    /// <summary>Notes that users were deleted.</summary>
    /// <param name="datasetGroupArn">The dataset group.</param>
    /// <param name="userIds">The users.</param>
    /// <param name="time">When.</param>
    public void Add(string datasetGroupArn, IEnumerable<string> userIds, DateTimeOffset time)
    {
        foreach (var userId in userIds)
        {
            session.Execute(
                """
                INSERT INTO forgotten_user (dataset_group_arn, digest, deleted_ms) VALUES ($group, $digest, $time)
                ON CONFLICT (dataset_group_arn, digest) DO UPDATE SET deleted_ms = excluded.deleted_ms
                """,
                ("$group", datasetGroupArn),
                ("$digest", Digest(userId)),
                ("$time", time.ToUnixTimeMilliseconds()));
        }
    }

    /// <summary>Tells whether any user was deleted since a time.</summary>
    /// <param name="datasetGroupArn">The dataset group.</param>
    /// <param name="since">The time.</param>
    /// <returns>True when there is one.</returns>
    public bool Any(string datasetGroupArn, DateTimeOffset since) => session.Scalar(
        "SELECT EXISTS (SELECT 1 FROM forgotten_user WHERE dataset_group_arn = $group AND deleted_ms >= $since)",
        ("$group", datasetGroupArn),
        ("$since", since.ToUnixTimeMilliseconds())) != 0;

    /// <summary>Tells whether a user was deleted since a time.</summary>
    /// <param name="datasetGroupArn">The dataset group.</param>
    /// <param name="userId">The user.</param>
    /// <param name="since">The time.</param>
    /// <returns>True when the user was.</returns>
    public bool Contains(string datasetGroupArn, string userId, DateTimeOffset since) => session.Scalar(
        "SELECT EXISTS (SELECT 1 FROM forgotten_user WHERE dataset_group_arn = $group AND digest = $digest AND deleted_ms >= $since)",
        ("$group", datasetGroupArn),
        ("$digest", Digest(userId)),
        ("$since", since.ToUnixTimeMilliseconds())) != 0;

    private static byte[] Digest(string userId) => SHA256.HashData(Encoding.UTF8.GetBytes(userId))[..16];
}
