using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Admin;

/// <summary>What requests to the admin endpoint must show: made anew at each start and readable by the owner of the state folder alone.</summary>
internal sealed class AdminToken
{
    private readonly byte[] _token;

    /// <summary>Initializes a new instance of the <see cref="AdminToken"/> class and writes it into the state folder.</summary>
    public AdminToken(StateFolder folder)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        _token = Encoding.ASCII.GetBytes(text);
        DurableFile.Write(folder.AdminToken, folder.Temporary, _token, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>Tells in constant time whether an Authorization header shows it.</summary>
    public bool IsIn(string? authorization)
    {
        const string Scheme = "Bearer ";
        return authorization?.StartsWith(Scheme, StringComparison.Ordinal) == true
            && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(authorization[Scheme.Length..]), _token);
    }
}
