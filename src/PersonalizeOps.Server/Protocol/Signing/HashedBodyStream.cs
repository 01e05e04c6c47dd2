using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Protocol.Signing;

/// <summary>A body whose SHA-256 was signed; its end is an error unless it has that hash.</summary>
/// <param name="inner">The body.</param>
/// <param name="expected">The hash, in lower-case hex.</param>
internal sealed class HashedBodyStream(Stream inner, string expected) : ReadOnlyStream
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private bool _checked;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await inner.ReadAsync(buffer, cancellationToken);
        if (read > 0)
        {
            _hash.AppendData(buffer.Span[..read]);
        }
        else if (buffer.Length > 0 && !_checked)
        {
            Check();
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _hash.Dispose();
        base.Dispose(disposing);
    }

    private void Check()
    {
        var actual = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(_hash.GetHashAndReset()));
        if (!CryptographicOperations.FixedTimeEquals(actual, Encoding.UTF8.GetBytes(expected)))
        {
            throw Errors.ContentSha256Mismatch();
        }

        _checked = true;
    }
}
