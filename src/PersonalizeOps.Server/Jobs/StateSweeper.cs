using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Jobs;

/// <summary>Removes dataset files and models that no resource points to: leftovers of jobs that a kill interrupted.</summary>
internal sealed class StateSweeper(Database database, StateFolder folder)
{
    /// <summary>Sweeps; only while no job runs.</summary>
    public void Sweep()
    {
        var (files, folders) = database.Read(session =>
            (session.DatasetContents.All().Select(content => content.File).ToHashSet(), session.Models.Folders().ToHashSet()));
        foreach (var file in new DirectoryInfo(folder.Datasets).EnumerateFiles().Where(file => !files.Contains(file.Name)).ToList())
        {
            file.Delete();
        }

        foreach (var model in new DirectoryInfo(folder.Models).EnumerateDirectories().Where(model => !folders.Contains(model.Name)).ToList())
        {
            model.Delete(recursive: true);
        }
    }
}
