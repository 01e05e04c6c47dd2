using System.Security.Cryptography;
using System.Text.Json;

namespace PersonalizeOps.Server.Storage;

/// <summary>The key pair that requests are signed with; the content of <c>credentials.json</c>.</summary>
/// <param name="AccessKeyId">The public half.</param>
/// <param name="SecretAccessKey">The secret half; never logged.</param>
internal sealed record AccessKey(string AccessKeyId, string SecretAccessKey)
{
    private const string IdLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Gives the pair of a server: the one of its options, else the one of its state folder, else a new one; the folder then holds it.</summary>
    /// <param name="options">The options.</param>
    /// <param name="folder">The state folder.</param>
    /// <returns>The pair.</returns>
    /// <exception cref="StartException">Only one half is given, or <c>credentials.json</c> is damaged.</exception>
    public static AccessKey Obtain(ServerOptions options, StateFolder folder)
    {
        var stored = Read(folder.Credentials);
        var key = Given(options) ?? stored ?? Create();
        if (key != stored)
        {
            var content = JsonSerializer.SerializeToUtf8Bytes(key, StateJson.Default.AccessKey);
            DurableFile.Write(folder.Credentials, folder.Temporary, content, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return key;
    }

    /// <summary>Reads a pair.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The pair, or null without a file.</returns>
    /// <exception cref="StartException">The file is damaged.</exception>
    public static AccessKey? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            var key = JsonSerializer.Deserialize(File.ReadAllBytes(path), StateJson.Default.AccessKey);
            return string.IsNullOrEmpty(key?.AccessKeyId) || string.IsNullOrEmpty(key.SecretAccessKey)
                ? throw new JsonException("accessKeyId and secretAccessKey must be set")
                : key;
        }
        catch (JsonException exception)
        {
            throw new StartException($"The file '{path}' is damaged ({exception.Message}); delete it to have new credentials made.", exception);
        }
    }

    /// <summary>Leaves the secret out, so that no log gets it by accident.</summary>
    /// <returns>The access key id.</returns>
    public override string ToString() => AccessKeyId;

    private static AccessKey? Given(ServerOptions options)
    {
        if (string.IsNullOrEmpty(options.AccessKeyId) != string.IsNullOrEmpty(options.SecretAccessKey))
        {
            throw new StartException("An access key id needs a secret access key and the other way round.");
        }

        return string.IsNullOrEmpty(options.AccessKeyId) ? null : new AccessKey(options.AccessKeyId, options.SecretAccessKey!);
    }

    // Not the prefix of AWS's own keys, so that scanners for leaked keys stay quiet and people see what it is.
    private static AccessKey Create() =>
        new("LOCAL" + RandomNumberGenerator.GetString(IdLetters, 15), Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)));
}
