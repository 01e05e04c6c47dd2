using Amazon.S3;
using Amazon.S3.Model;
using Amazon.S3.Transfer;
using PersonalizeOps.Data;

namespace PersonalizeOps.Lambda.BatchTransform;

/// <summary>
/// Turns the results of a batch job into parquet beside them, named after the job's input: recommendations with titles, or segments. Lines that failed
/// are counted and kept in a file of their own. Results stream through, so their size does not matter.
/// </summary>
public sealed class Function
{
    private readonly IAmazonS3 _s3;
    private readonly TitleCache _titles;

    /// <summary>Makes the function with the setting of its environment: MOVIES_URI.</summary>
    public Function()
        : this(new AmazonS3Client(), FunctionSettings.Required("MOVIES_URI"))
    {
    }

    internal Function(IAmazonS3 s3, string moviesUri)
    {
        _s3 = s3;
        _titles = new TitleCache(s3, S3Uri.Parse(moviesUri));
    }

    /// <summary>Handles a call of the state machine.</summary>
    /// <param name="input">JSON with <c>kind</c> (inference or segment) and <c>output</c>, the folder of the results in S3.</param>
    /// <returns>JSON with a list of <c>tables</c>, each with uri, lines, rows and errors.</returns>
    /// <exception cref="FunctionException">The call names no results, there are none, or they cannot be read.</exception>
    public Stream Handler(Stream input) => HandleAsync(input).GetAwaiter().GetResult();

    private async Task<Stream> HandleAsync(Stream input)
    {
        var request = JsonStream.Read(input);
        var kind = request.Text("kind");
        if (kind is not ("inference" or "segment"))
        {
            throw new FunctionException($"The kind is '{kind}'; it must be inference or segment.");
        }

        var folder = S3Uri.Parse(request.Text("output"));
        var results = await FindAsync(folder);
        var tables = new List<TransformedTable>();
        foreach (var key in results)
        {
            tables.Add(await TransformAsync(folder.Bucket, key, kind));
        }

        return JsonStream.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("tables");
            tables.ForEach(table => table.WriteTo(writer));
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    private async Task<List<string>> FindAsync(S3Uri folder)
    {
        var keys = new List<string>();
        await foreach (var result in _s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = folder.Bucket, Prefix = folder.Key }).S3Objects)
        {
            if (result.Key.EndsWith(".out", StringComparison.Ordinal))
            {
                keys.Add(result.Key);
            }
        }

        return keys.Count > 0 ? keys : throw new FunctionException($"There are no results below s3://{folder.Bucket}/{folder.Key}.");
    }

    // users.json.out becomes users.parquet and, for lines that failed, users.errors.json.
    private async Task<TransformedTable> TransformAsync(string bucket, string key, string kind)
    {
        var stem = Path.ChangeExtension(key[..^".out".Length], null);
        using var work = new WorkFolder();
        using var errors = new ErrorLines(work.PathOf("errors.json"));
        var counts = await WriteAsync(bucket, key, kind, work.PathOf("table.parquet"), errors);
        using var transfer = new TransferUtility(_s3);
        await transfer.UploadAsync(work.PathOf("table.parquet"), bucket, $"{stem}.parquet");
        if (errors.Close() > 0)
        {
            await transfer.UploadAsync(work.PathOf("errors.json"), bucket, $"{stem}.errors.json");
        }

        FunctionLog.Write("Transformed results.", ("key", key), ("rows", $"{counts.Rows}"), ("errors", $"{counts.Errors}"));
        return new TransformedTable($"s3://{bucket}/{stem}.parquet", counts);
    }

    private async Task<RecommendationTableCounts> WriteAsync(string bucket, string key, string kind, string path, ErrorLines errors)
    {
        using var response = await _s3.GetObjectAsync(bucket, key);
        try
        {
            return kind == "segment"
                ? await SegmentTable.WriteParquetAsync(path, errors.Keep(BatchOutputReader.ReadSegmentsAsync(response.ResponseStream, key)))
                : await RecommendationTable.WriteParquetAsync(
                    path,
                    errors.Keep(BatchOutputReader.ReadAsync(response.ResponseStream, key)),
                    await _titles.GetAsync(),
                    RecommendationTableLayout.Long);
        }
        catch (BatchOutputException exception)
        {
            throw new FunctionException($"The results cannot be read: {exception.Message}", exception);
        }
    }
}
