using System.Text;

namespace PersonalizeOps.Server.Protocol;

/// <summary>Percent coding as SigV4 and S3 do it: UTF-8, upper-case hex, only the unreserved characters stay.</summary>
internal static class PercentCoding
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepSlash">Whether <c>/</c> stays as it is.</param>
    public static string Encode(string text, bool keepSlash = false)
    {
        if (IsPlain(text, keepSlash))
        {
            return text;
        }

        var encoded = new StringBuilder(text.Length + 16);
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (IsPlain((char)value, keepSlash))
            {
                encoded.Append((char)value);
            }
            else
            {
                encoded.Append('%').Append(value.ToString("X2"));
            }
        }

        return encoded.ToString();
    }

    /// <summary>Decodes a text.</summary>
    /// <param name="text">The encoded text.</param>
    /// <param name="plusIsSpace">Whether <c>+</c> stands for a space, as in queries.</param>
    /// <exception cref="ServiceError">InvalidURI: an escape is incomplete or the bytes are no UTF-8.</exception>
    public static string Decode(string text, bool plusIsSpace = false)
    {
        if (!text.Contains('%') && !(plusIsSpace && text.Contains('+')))
        {
            return text;
        }

        var source = Encoding.UTF8.GetBytes(text);
        var length = 0;
        for (var index = 0; index < source.Length; index++)
        {
            source[length++] = source[index] switch
            {
                (byte)'%' => FromHex(source, ref index),
                (byte)'+' when plusIsSpace => (byte)' ',
                var value => value,
            };
        }

        try
        {
            return StrictUtf8.GetString(source, 0, length);
        }
        catch (DecoderFallbackException)
        {
            throw Errors.InvalidUri();
        }
    }

    private static byte FromHex(byte[] source, ref int index)
    {
        if (index + 2 >= source.Length || !char.IsAsciiHexDigit((char)source[index + 1]) || !char.IsAsciiHexDigit((char)source[index + 2]))
        {
            throw Errors.InvalidUri();
        }

        index += 2;
        return byte.Parse([(char)source[index - 1], (char)source[index]], System.Globalization.NumberStyles.AllowHexSpecifier);
    }

    private static bool IsPlain(string text, bool keepSlash)
    {
        foreach (var character in text)
        {
            if (!IsPlain(character, keepSlash))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsPlain(char character, bool keepSlash) =>
        char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' or '~' || (keepSlash && character == '/');
}
