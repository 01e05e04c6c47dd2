using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs.Training;

/// <summary>The folders of trained models. A folder never changes: another training writes another one.</summary>
internal sealed class ModelFolders(StateFolder folder)
{
    /// <summary>Gives the name of the folder that a job puts its model into.</summary>
    /// <param name="job">The job of a solution version or recommender.</param>
    /// <returns>The same name for each attempt, and one that no other job has.</returns>
    public static string NameOf(JobRow job)
    {
        var parts = job.ResourceArn.Split(':', 6);
        return $"{parts[3]}-{parts[5].Replace('/', '-')}+{job.Id}";
    }

    /// <summary>Makes a saved model durable, before anything points to it.</summary>
    /// <param name="name">The folder's name.</param>
    public void Flush(string name)
    {
        DurableFile.FlushFolder(PathOf(name));
        DurableFile.FlushFolder(folder.Models);
    }

    /// <summary>Gives the path of a folder.</summary>
    /// <param name="name">The folder's name.</param>
    /// <returns>The path.</returns>
    public string PathOf(string name) => Path.Combine(folder.Models, name);

    /// <summary>Removes a model. What still uses it goes on; a file that cannot be removed now goes at the next start.</summary>
    /// <param name="name">The folder's name; null for none.</param>
    public void Remove(string? name)
    {
        if (name is null || !Directory.Exists(PathOf(name)))
        {
            return;
        }

        try
        {
            Directory.Delete(PathOf(name), recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Windows keeps mapped files.
        }
    }
}
