using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using PersonalizeOps.Server.Storage.Checksums;

namespace PersonalizeOps.Server.Storage.Objects;

/// <summary>Writes content to a file and computes its MD5 and checksum; while one block is hashed and written, the next one is read.</summary>
internal sealed class ContentWriter : IDisposable
{
    private const int BlockBytes = 512 * 1024;

    private readonly string _path;
    private readonly ChecksumAlgorithm _algorithm;
    private readonly SafeFileHandle _file;
    private readonly IncrementalHash _md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
    private readonly Checksum _checksum;
    private long _size;

    /// <summary>Initializes a new instance of the <see cref="ContentWriter"/> class and makes the file.</summary>
    /// <param name="path">The file, which must not exist.</param>
    /// <param name="algorithm">The checksum.</param>
    public ContentWriter(string path, ChecksumAlgorithm algorithm)
    {
        (_path, _algorithm) = (path, algorithm);
        _file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write);
        _checksum = Checksum.Create(algorithm);
    }

    /// <summary>Writes a stream to its end and flushes the file to the disk.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    public async Task<StagedContent> WriteAsync(Stream content, CancellationToken cancellationToken)
    {
        var (filling, writing) = (ArrayPool<byte>.Shared.Rent(BlockBytes), ArrayPool<byte>.Shared.Rent(BlockBytes));
        var pending = Task.CompletedTask;
        try
        {
            int read;
            while ((read = await content.ReadAtLeastAsync(filling.AsMemory(0, BlockBytes), BlockBytes, throwOnEndOfStream: false, cancellationToken)) > 0)
            {
                await pending;
                (filling, writing) = (writing, filling);
                pending = TakeAsync(writing, read);
            }

            await pending;
            RandomAccess.FlushToDisk(_file);
            return new StagedContent(_path, _size, _md5.GetHashAndReset(), _algorithm, _checksum.Finish());
        }
        finally
        {
            // The buffers go back only when nobody looks into them any more.
            await pending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            ArrayPool<byte>.Shared.Return(filling);
            ArrayPool<byte>.Shared.Return(writing);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _md5.Dispose();
        _checksum.Dispose();
    }

    // MD5 takes longer than all the rest together; only a full block is worth a thread of its own for it.
    private Task TakeAsync(byte[] block, int length)
    {
        if (length < BlockBytes)
        {
            _md5.AppendData(block, 0, length);
            WriteBlock(block, length);
            return Task.CompletedTask;
        }

        return Task.WhenAll(Task.Run(() => _md5.AppendData(block, 0, length)), Task.Run(() => WriteBlock(block, length)));
    }

    private void WriteBlock(byte[] block, int length)
    {
        _checksum.Append(block.AsSpan(0, length));
        RandomAccess.Write(_file, block.AsSpan(0, length), _size);
        _size += length;
    }
}
