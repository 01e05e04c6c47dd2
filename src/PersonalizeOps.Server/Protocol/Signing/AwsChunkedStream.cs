using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PersonalizeOps.Server.Protocol.Signing;

/// <summary>The content of an <c>aws-chunked</c> body. Chunk signatures, trailers and the length are checked as it is read.</summary>
/// <remarks>Content is given out before the signature of its chunk is seen: a reader must not act on it before the end.</remarks>
internal sealed class AwsChunkedStream : ReadOnlyStream
{
    private const int LongestLine = 4096;

    private readonly Stream _inner;
    private readonly long _length;
    private readonly ChunkSigner? _signer;
    private readonly IReadOnlyList<string> _announced;
    private readonly IncrementalHash? _hash;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly Dictionary<string, string> _trailers = new(StringComparer.Ordinal);
    private int _start;
    private int _end;
    private string _chunkSignature = "";
    private long _chunkLeft;
    private long _delivered;
    private bool _finished;

    /// <summary>Initializes a new instance of the <see cref="AwsChunkedStream"/> class.</summary>
    /// <param name="inner">The body.</param>
    /// <param name="length">The length of the content, in bytes.</param>
    /// <param name="signer">Verifies chunks; null when they are not signed.</param>
    /// <param name="announced">The lower-case names of the headers behind the content.</param>
    public AwsChunkedStream(Stream inner, long length, ChunkSigner? signer, IReadOnlyList<string> announced)
    {
        (_inner, _length, _signer, _announced) = (inner, length, signer, announced);
        _hash = signer is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    }

    /// <summary>Gets the headers behind the content by lower-case name; complete once the end was read.</summary>
    public IReadOnlyDictionary<string, string> Trailers => _trailers;

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_finished || buffer.Length == 0)
        {
            return 0;
        }

        if (_chunkLeft == 0 && !await BeginChunkAsync(cancellationToken))
        {
            await FinishAsync(cancellationToken);
            return 0;
        }

        var read = await ReadContentAsync(buffer[..(int)Math.Min(buffer.Length, _chunkLeft)], cancellationToken);
        _hash?.AppendData(buffer.Span[..read]);
        _chunkLeft -= read;
        _delivered += read;
        if (_chunkLeft == 0)
        {
            await EndChunkAsync(cancellationToken);
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _hash?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask<bool> BeginChunkAsync(CancellationToken cancellationToken)
    {
        var line = await ReadLineAsync(cancellationToken) ?? throw Errors.IncompleteBody();
        var mark = line.IndexOf(';', StringComparison.Ordinal);
        var size = mark < 0 ? line : line[..mark];
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _chunkLeft) || _chunkLeft < 0 || _chunkLeft > _length - _delivered)
        {
            throw Errors.IncompleteBody();
        }

        const string Field = ";chunk-signature=";
        _chunkSignature = mark >= 0 && line.AsSpan(mark).StartsWith(Field) ? line[(mark + Field.Length)..] : "";
        return _chunkLeft > 0;
    }

    private async ValueTask EndChunkAsync(CancellationToken cancellationToken)
    {
        if (await ReadLineAsync(cancellationToken) is not "")
        {
            throw Errors.IncompleteBody();
        }

        VerifyChunk();
    }

    private void VerifyChunk()
    {
        if (_signer is not null && !_signer.VerifiesChunk(_hash!.GetHashAndReset(), _chunkSignature))
        {
            throw Errors.WrongSignature(WireFormat.RestXml);
        }
    }

    private async ValueTask FinishAsync(CancellationToken cancellationToken)
    {
        VerifyChunk();
        if (_delivered != _length)
        {
            throw Errors.IncompleteBody();
        }

        var trailers = new List<KeyValuePair<string, string>>();
        string? signature = null;
        while (await ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            var name = colon < 0 ? throw Errors.MalformedTrailer() : line[..colon].Trim().ToLowerInvariant();
            var value = line[(colon + 1)..].Trim();
            if (name == "x-amz-trailer-signature")
            {
                signature = value;
            }
            else if (!_announced.Contains(name) || !_trailers.TryAdd(name, value))
            {
                throw Errors.MalformedTrailer();
            }
            else
            {
                trailers.Add(new(name, value));
            }
        }

        CheckTrailers(trailers, signature);
        _finished = true;
    }

    private void CheckTrailers(List<KeyValuePair<string, string>> trailers, string? signature)
    {
        if (trailers.Count != _announced.Count)
        {
            throw Errors.MalformedTrailer();
        }

        if (_signer is not null && _announced.Count > 0 && !_signer.VerifiesTrailers(trailers, signature ?? ""))
        {
            throw Errors.WrongSignature(WireFormat.RestXml);
        }
    }

    private async ValueTask<int> ReadContentAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // Once the buffer is empty, large reads go around it.
        if (_start == _end && buffer.Length >= _buffer.Length)
        {
            var direct = await _inner.ReadAsync(buffer, cancellationToken);
            return direct > 0 ? direct : throw Errors.IncompleteBody();
        }

        if (_start == _end && !await FillAsync(cancellationToken))
        {
            throw Errors.IncompleteBody();
        }

        var count = Math.Min(buffer.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(buffer);
        _start += count;
        return count;
    }

    private async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            if (_start == _end && !await FillAsync(cancellationToken))
            {
                return line.Length == 0 ? null : throw Errors.IncompleteBody();
            }

            var value = (char)_buffer[_start++];
            if (value == '\n' && line.Length > 0 && line[^1] == '\r')
            {
                return line.ToString(0, line.Length - 1);
            }

            if (line.Append(value).Length > LongestLine)
            {
                throw Errors.IncompleteBody();
            }
        }
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        _start = 0;
        _end = await _inner.ReadAsync(_buffer, cancellationToken);
        return _end > 0;
    }
}
