using System.Buffers.Text;
using System.Text;

namespace PersonalizeOps.Server.Services.S3;

/// <summary>Tokens by which a list goes on: the last text of the page before, coded so that nobody builds on it.</summary>
internal static class PageToken
{
    /// <summary>Writes a token.</summary>
    public static string Write(string last) => "1" + Base64Url.EncodeToString(Encoding.UTF8.GetBytes(last));

    /// <summary>Reads a token.</summary>
    /// <exception cref="ServiceError">InvalidArgument: no token of ours.</exception>
    public static string Read(string token)
    {
        try
        {
            return token[0] == '1' ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token.AsSpan(1))) : throw new FormatException();
        }
        catch (FormatException)
        {
            throw Errors.InvalidArgument("continuation-token", token, "The continuation token provided is incorrect");
        }
    }
}
