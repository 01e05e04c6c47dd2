using Amazon.S3;
using Amazon.S3.Model;
using PersonalizeOps.Data;

namespace PersonalizeOps.Lambda;

/// <summary>The titles of films from a file in S3, kept from call to call and read again only when the file has changed. Lambda gives an instance one call at a time.</summary>
internal sealed class TitleCache(IAmazonS3 s3, S3Uri place)
{
    private MovieCatalog? _catalog;
    private string? _etag;

    /// <summary>Gives the titles.</summary>
    /// <exception cref="FunctionException">The file is missing or malformed.</exception>
    public async Task<MovieCatalog> GetAsync()
    {
        try
        {
            using var response = await s3.GetObjectAsync(
                new GetObjectRequest { BucketName = place.Bucket, Key = place.Key, EtagToNotMatch = _etag });
            using var content = new MemoryStream();
            await response.ResponseStream.CopyToAsync(content);
            content.Position = 0;
            _catalog = MovieCatalog.Load(content, place.Key);
            _etag = response.ETag;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == System.Net.HttpStatusCode.NotModified)
        {
            // What is kept is still what is there.
        }
        catch (AmazonS3Exception exception) when (exception.ErrorCode is "NoSuchKey" or "NoSuchBucket")
        {
            throw new FunctionException($"There are no titles at s3://{place.Bucket}/{place.Key}; set MOVIES_URI to an items.csv or movies.csv.", exception);
        }
        catch (MovieLensException exception)
        {
            throw new FunctionException($"The titles cannot be read: {exception.Message}", exception);
        }

        return _catalog!;
    }
}
