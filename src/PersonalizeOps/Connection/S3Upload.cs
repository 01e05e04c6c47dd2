using System.Globalization;
using System.Management.Automation;
using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Data;
using PersonalizeOps.Errors;

namespace PersonalizeOps.Connection;

/// <summary>
/// Uploads one file. Each part goes with its CRC64NVME, so that S3 refuses what was damaged on the way, and the whole goes with that of the file, so
/// that S3 makes no object of the wrong bytes. What is needed to go on after an interruption is on S3: the parts and their checksums.
/// </summary>
internal sealed class S3Upload
{
    private readonly PersonalizeApi _api;
    private readonly IAmazonS3 _s3;
    private readonly UploadSource _source;
    private readonly S3Uri _destination;
    private readonly UploadOptions _options;
    private readonly UploadPlan _plan;
    private readonly ulong?[] _checks;

    public S3Upload(PersonalizeApi api, UploadSource source, S3Uri destination, UploadOptions options)
    {
        _api = api;
        _s3 = options.Accelerated ? api.Connection.AcceleratedS3 : api.Connection.S3;
        _source = source;
        _destination = destination;
        _options = options;
        _plan = new UploadPlan(source.Length);
        _checks = new ulong?[_plan.Parts];
        Progress = new UploadProgress(_plan);
    }

    /// <summary>How far it is.</summary>
    public UploadProgress Progress { get; }

    /// <summary>Uploads the file, or finds that it is there.</summary>
    /// <exception cref="PersonalizeException">The service refused it, the file changed meanwhile, or a checksum is wrong.</exception>
    public async Task<UploadResult> RunAsync(CancellationToken cancellationToken)
    {
        if (_options.SkipUnchanged && await IsThereAsync(cancellationToken).ConfigureAwait(false))
            return Result(0, wasThere: true);
        if (_plan.Parts > 1)
            return Result(await SendPartsAsync(cancellationToken).ConfigureAwait(false), wasThere: false);
        await SendWholeAsync(cancellationToken).ConfigureAwait(false);
        return Result(0, wasThere: false);
    }

    private UploadResult Result(int resumed, bool wasThere) => new(_plan.Length, FileCheck.ToText(Whole()), _plan.Parts, resumed, wasThere);

    private async Task<bool> IsThereAsync(CancellationToken cancellationToken)
    {
        if (await FindObjectAsync(cancellationToken).ConfigureAwait(false) is not { ChecksumCRC64NVME: { } checksum } found || found.ContentLength != _plan.Length)
            return false;
        await ForEachPartAsync(Enumerable.Range(1, _plan.Parts), async (part, token) => await CheckAsync(part, token).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        return FileCheck.ToText(Whole()) == checksum;
    }

    private async Task<GetObjectMetadataResponse?> FindObjectAsync(CancellationToken cancellationToken)
    {
        var request = new GetObjectMetadataRequest { BucketName = _destination.Bucket, Key = _destination.Key, ChecksumMode = ChecksumMode.ENABLED };
        try
        {
            return await CallAsync(_s3.GetObjectMetadataAsync, request, cancellationToken).ConfigureAwait(false);
        }
        // Without s3:ListBucket an object that is not there is forbidden; and what is wrong with a request, only the upload itself can say.
        catch (PersonalizeException error) when (error.InnerException is AmazonS3Exception { StatusCode: var status }
            && status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest)
        {
            return null;
        }
    }

    private async Task SendWholeAsync(CancellationToken cancellationToken)
    {
        var checksum = FileCheck.ToText(await CheckAsync(1, cancellationToken).ConfigureAwait(false));
        using var content = _source.Open(0, _plan.Length);
        var request = new PutObjectRequest
        {
            BucketName = _destination.Bucket,
            Key = _destination.Key,
            InputStream = content,
            ChecksumCRC64NVME = checksum,
        };
        request.StreamTransferProgress += (_, state) => Progress.Send(1, state.TransferredBytes);
        var response = await SendAsync(_s3.PutObjectAsync, request, cancellationToken).ConfigureAwait(false);
        Progress.Finish(1);
        await ConfirmAsync(response.ChecksumCRC64NVME, cancellationToken).ConfigureAwait(false);
    }

    private async Task<int> SendPartsAsync(CancellationToken cancellationToken)
    {
        var (uploadId, tags) = await BeginAsync(cancellationToken).ConfigureAwait(false);
        var resumed = tags.Count(tag => tag is not null);
        Progress.IsUnfinished = true;
        try
        {
            var missing = Enumerable.Range(1, _plan.Parts).Where(part => tags[part - 1] is null);
            await ForEachPartAsync(missing, async (part, token) => tags[part - 1] = await SendPartAsync(uploadId, part, token).ConfigureAwait(false), cancellationToken)
                .ConfigureAwait(false);
            var checksum = await CompleteAsync(uploadId, tags!, cancellationToken).ConfigureAwait(false);
            Progress.IsUnfinished = false;
            await ConfirmAsync(checksum, cancellationToken).ConfigureAwait(false);
            return resumed;
        }
        catch (Exception error) when (Progress.IsUnfinished && (!_options.Resumable || error is PersonalizeException { ErrorId: "FileChanged" or "ChecksumMismatch" }))
        {
            Progress.IsUnfinished = false;
            await AbortAsync(uploadId).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The upload to fill, with the parts that it already has.</summary>
    private async Task<(string UploadId, PartETag?[] Tags)> BeginAsync(CancellationToken cancellationToken)
    {
        if (_options.DropUnfinished)
            await DropUnfinishedAsync(cancellationToken).ConfigureAwait(false);
        if (_options.Resumable && await FindUnfinishedAsync(cancellationToken).ConfigureAwait(false) is { } unfinished)
            return unfinished;
        var request = new InitiateMultipartUploadRequest
        {
            BucketName = _destination.Bucket,
            Key = _destination.Key,
            ChecksumAlgorithm = ChecksumAlgorithm.CRC64NVME,
            ChecksumType = ChecksumType.FULL_OBJECT,
        };
        var response = await CallAsync(_s3.InitiateMultipartUploadAsync, request, cancellationToken).ConfigureAwait(false);
        return (response.UploadId, new PartETag?[_plan.Parts]);
    }

    private async Task DropUnfinishedAsync(CancellationToken cancellationToken)
    {
        foreach (var upload in await new S3Files(_api).ListUnfinishedAsync(_destination, cancellationToken).ConfigureAwait(false))
            await AbortAsync(upload.UploadId).ConfigureAwait(false);
    }

    /// <summary>The newest unfinished upload of this key whose parts are those of this file; one of another content is given up.</summary>
    private async Task<(string UploadId, PartETag?[] Tags)?> FindUnfinishedAsync(CancellationToken cancellationToken)
    {
        var uploads = await new S3Files(_api).ListUnfinishedAsync(_destination, cancellationToken).ConfigureAwait(false);
        if (uploads.Where(upload => upload.ChecksumAlgorithm == ChecksumAlgorithm.CRC64NVME).MaxBy(upload => upload.Initiated) is not { } newest)
            return null;
        var tags = new PartETag?[_plan.Parts];
        var parts = await ListPartsAsync(newest.UploadId, cancellationToken).ConfigureAwait(false);
        var isSame = parts.All(part => part.PartNumber <= _plan.Parts && part.Size == _plan[part.PartNumber!.Value].Length);
        // Parts that the service tells no checksum of cannot be compared, and are sent again.
        await ForEachPartAsync(
            isSame ? parts.Where(part => part.ChecksumCRC64NVME is not null) : [],
            async (part, token) =>
            {
                var number = part.PartNumber!.Value;
                if (FileCheck.ToText(await CheckAsync(number, token).ConfigureAwait(false)) == part.ChecksumCRC64NVME)
                    tags[number - 1] = new PartETag(number, part.ETag) { ChecksumCRC64NVME = part.ChecksumCRC64NVME };
                else
                    Volatile.Write(ref isSame, false);
            },
            cancellationToken).ConfigureAwait(false);
        if (!isSame)
        {
            await AbortAsync(newest.UploadId).ConfigureAwait(false);
            return null;
        }

        foreach (var tag in tags)
            if (tag is not null)
                Progress.Resume(tag.PartNumber!.Value);
        return (newest.UploadId, tags);
    }

    private async Task<List<PartDetail>> ListPartsAsync(string uploadId, CancellationToken cancellationToken)
    {
        List<PartDetail> parts = [];
        var request = new ListPartsRequest { BucketName = _destination.Bucket, Key = _destination.Key, UploadId = uploadId };
        ListPartsResponse page;
        do
        {
            page = await CallAsync(_s3.ListPartsAsync, request, cancellationToken).ConfigureAwait(false);
            parts.AddRange(page.Parts ?? []);
            request.PartNumberMarker = page.NextPartNumberMarker?.ToString(CultureInfo.InvariantCulture);
        }
        while (page.IsTruncated ?? false);
        return parts;
    }

    private async Task<PartETag> SendPartAsync(string uploadId, int number, CancellationToken cancellationToken)
    {
        var (offset, length) = _plan[number];
        var checksum = FileCheck.ToText(await CheckAsync(number, cancellationToken).ConfigureAwait(false));
        using var content = _source.Open(offset, length); // the SDK closes a part's stream only when it opened it
        var request = new UploadPartRequest
        {
            BucketName = _destination.Bucket,
            Key = _destination.Key,
            UploadId = uploadId,
            PartNumber = number,
            InputStream = content,
            PartSize = length,
            ChecksumCRC64NVME = checksum,
        };
        request.StreamTransferProgress += (_, state) => Progress.Send(number, state.TransferredBytes);
        var response = await SendAsync(_s3.UploadPartAsync, request, cancellationToken).ConfigureAwait(false);
        Progress.Finish(number);
        return new PartETag(number, response.ETag) { ChecksumCRC64NVME = checksum };
    }

    private async Task<string?> CompleteAsync(string uploadId, IEnumerable<PartETag> tags, CancellationToken cancellationToken)
    {
        _source.EnsureUnchanged();
        var request = new CompleteMultipartUploadRequest
        {
            BucketName = _destination.Bucket,
            Key = _destination.Key,
            UploadId = uploadId,
            PartETags = [.. tags],
            ChecksumCRC64NVME = FileCheck.ToText(Whole()),
            ChecksumType = ChecksumType.FULL_OBJECT,
            MpuObjectSize = _plan.Length,
        };
        try
        {
            return (await CallAsync(_s3.CompleteMultipartUploadAsync, request, cancellationToken).ConfigureAwait(false)).ChecksumCRC64NVME;
        }
        catch (PersonalizeException error) when (error.ErrorCode is "BadDigest" or "InvalidPart")
        {
            throw Mismatch("S3 refused to make the object.", error);
        }
    }

    /// <summary>Compares what S3 says of the object with the file; an object that differs is removed.</summary>
    private async Task ConfirmAsync(string? checksum, CancellationToken cancellationToken)
    {
        checksum ??= (await FindObjectAsync(cancellationToken).ConfigureAwait(false))?.ChecksumCRC64NVME;
        if (checksum is null || checksum == FileCheck.ToText(Whole()))
            return;
        var request = new DeleteObjectRequest { BucketName = _destination.Bucket, Key = _destination.Key };
        await CallAsync(_s3.DeleteObjectAsync, request, CancellationToken.None).ConfigureAwait(false);
        throw Mismatch($"S3 computed {checksum}; the object was removed.", null);
    }

    private PersonalizeException Mismatch(string what, Exception? inner) => new(
        "ChecksumMismatch", ErrorCategory.InvalidResult, $"{_destination} did not get the content of {_source.Name}, whose CRC64NVME is {FileCheck.ToText(Whole())}: {what}",
        _source.Name, "Upload it again.", inner);

    private async Task AbortAsync(string uploadId)
    {
        var request = new AbortMultipartUploadRequest { BucketName = _destination.Bucket, Key = _destination.Key, UploadId = uploadId };
        // What led here is what the user must hear of; that the parts are gone already is no error either.
        try
        {
            await CallAsync(_s3.AbortMultipartUploadAsync, request, CancellationToken.None).ConfigureAwait(false);
        }
        catch (PersonalizeException)
        {
        }
    }

    private async Task<ulong> CheckAsync(int part, CancellationToken cancellationToken)
    {
        var (offset, length) = _plan[part];
        return _checks[part - 1] ??= await _source.CheckAsync(offset, length, cancellationToken).ConfigureAwait(false);
    }

    private ulong Whole()
    {
        var whole = _checks[0]!.Value;
        for (var part = 2; part <= _plan.Parts; part++)
            whole = CyclicCheck.Crc64Nvme.Combine(whole, _checks[part - 1]!.Value, _plan[part].Length);
        return whole;
    }

    private Task ForEachPartAsync<T>(IEnumerable<T> parts, Func<T, CancellationToken, ValueTask> work, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(parts, new ParallelOptions { MaxDegreeOfParallelism = _options.ThrottleLimit, CancellationToken = cancellationToken }, work);

    /// <summary>Sends bytes of the file; one that changed since its checksum was computed is the reason, whatever S3 says.</summary>
    private async Task<TResponse> SendAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> operation, TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse
    {
        try
        {
            return await CallAsync(operation, request, cancellationToken).ConfigureAwait(false);
        }
        catch (PersonalizeException)
        {
            _source.EnsureUnchanged();
            throw;
        }
    }

    private Task<TResponse> CallAsync<TRequest, TResponse>(
        Func<TRequest, CancellationToken, Task<TResponse>> operation, TRequest request, CancellationToken cancellationToken)
        where TRequest : AmazonWebServiceRequest
        where TResponse : AmazonWebServiceResponse =>
        _api.CallAsync(operation, request, _destination.ToString(), cancellationToken);
}
