using PersonalizeOps.Server.Storage.Objects;

namespace PersonalizeOps.Server.Services.S3.Objects;

/// <summary>What of an object a GET or HEAD asks for, and the headers of its answer.</summary>
internal sealed class ObjectSelection
{
    private static readonly string[] Overridable =
        ["Content-Type", "Content-Language", "Expires", "Cache-Control", "Content-Disposition", "Content-Encoding"];

    private readonly S3Request _request;
    private bool _partial;
    private ObjectPart? _part;
    private int _partCount;
    private long _offset;
    private long _length;

    private ObjectSelection(S3Request request) => _request = request;

    /// <summary>Opens what a request asks for.</summary>
    /// <exception cref="ServiceError">NoSuchKey, NoSuchBucket, InvalidRange, InvalidPartNumber, PreconditionFailed, NotModified.</exception>
    public static (ObjectReader Content, ObjectSelection Selection) Open(ObjectStore store, S3Request request)
    {
        var version = S3Support.Version(request.Query("versionId"));
        var selection = new ObjectSelection(request);
        var content = store.OpenRead(request.Bucket, request.Key, version, selection.Select) ?? throw store.Missing(request.Bucket, request.Key, version);
        return (content, selection);
    }

    /// <summary>Makes the answer.</summary>
    /// <param name="info">The object.</param>
    /// <param name="content">What to send; null for HEAD.</param>
    public S3Response Answer(ObjectInfo info, Stream? content)
    {
        var response = new S3Response { Status = _partial ? 206 : 200, Content = content };
        ObjectHeaderRules.Write(response, info);
        response.Headers["Content-Length"] = _length.ToString();
        if (_partial && _length > 0)
        {
            response.Headers["Content-Range"] = $"bytes {_offset}-{_offset + _length - 1}/{info.Size}";
        }

        if (_partCount > 0 && info.ETag.Contains('-'))
        {
            response.Headers["x-amz-mp-parts-count"] = _partCount.ToString();
        }

        foreach (var name in Overridable)
        {
            var query = "response-" + name.ToLowerInvariant();
            if (_request.Query(query) is { } value)
            {
                response.Headers[name] = ObjectHeaderRules.IsSendable(value)
                    ? value
                    : throw Errors.InvalidArgument(query, value, "Header value cannot be represented using ISO-8859-1.");
            }
        }

        WriteChecksum(response, info);
        return response;
    }

    // A range has no checksum of its own; a part has.
    private void WriteChecksum(S3Response response, ObjectInfo info)
    {
        if (info.Checksum is null || _request.Header("x-amz-checksum-mode")?.Equals("ENABLED", StringComparison.OrdinalIgnoreCase) != true)
        {
            return;
        }

        if (!_partial)
        {
            response.WriteChecksum(info.Checksum);
        }
        else if (_part?.Checksum is not null)
        {
            response.WriteChecksum(info.Checksum with { Value = _part.Checksum });
        }
    }

    private (long Offset, long Length) Select(ObjectInfo info, IReadOnlyList<ObjectPart> parts)
    {
        Conditions.CheckRead(info, _request.Header);
        if (_request.Query("partNumber") is { } number)
        {
            SelectPart(number, parts);
        }
        else
        {
            var range = ByteRange.Find(_request.Header("Range"), info.Size);
            _partial = range is not null;
            (_offset, _length) = range ?? (0, info.Size);
        }

        return (_offset, _length);
    }

    private void SelectPart(string text, IReadOnlyList<ObjectPart> parts)
    {
        if (_request.Header("Range") is not null)
        {
            throw Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        }

        // Clients count parts from one, whatever numbers the upload had.
        var number = _request.Number("partNumber", otherwise: 1, least: 1, greatest: 10_000);
        if (number > parts.Count)
        {
            throw Errors.InvalidPartNumber(text);
        }

        _partial = true;
        _part = parts[number - 1];
        _partCount = parts.Count;
        (_offset, _length) = (parts.Take(number - 1).Sum(part => part.Size), _part.Size);
    }
}
