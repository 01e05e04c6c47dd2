using System.Collections;
using System.Management.Automation;
using Amazon.CloudFormation.Model;
using PersonalizeOps.Binding;
using PersonalizeOps.Cloud;
using PersonalizeOps.Completion;
using PersonalizeOps.Connection;
using PersonalizeOps.Records;

namespace PersonalizeOps.Commands.Base;

/// <summary>
/// A cmdlet that makes or changes a stack: checks the parameters, uploads what the resources are made of, shows the change set under -WhatIf.
/// </summary>
public abstract class DeployStackCmdlet : StackCmdlet
{
    /// <summary>
    /// The values of the template's parameters by name, for example @{ NotificationEmail = 'ops@example.com' }. They are checked against the template
    /// before anything is called. The keys of uploaded files need no value.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(StackParameterCompleter))]
    public Hashtable? Parameter { get; set; }

    /// <summary>
    /// The bucket for the functions, scripts and definitions, which are uploaded under keys made of their content; what lies there already is not
    /// uploaded again. It is created when missing, private. The default is personalizeops-artifacts-ACCOUNT-REGION.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    [ValidateNotNullOrEmpty]
    public string? ArtifactBucket { get; set; }

    /// <summary>Tags by name for the stack and its resources, for example @{ team = "films" }.</summary>
    [Parameter]
    public Hashtable? Tag { get; set; }

    /// <summary>Keeps what was made when a resource fails, so that the cause can be looked at.</summary>
    [Parameter]
    public SwitchParameter DisableRollback { get; set; }

    private protected StackTemplate ReadTemplate(string path)
    {
        var full = GetUnresolvedProviderPathFromPSPath(path);
        return File.Exists(full) ? StackTemplate.Parse(File.ReadAllText(full), full) : throw new FileNotFoundException($"There is no template {full}.", full);
    }

    /// <summary>What CloudFormation is asked; checks the parameters first, and makes nothing.</summary>
    /// <param name="name">The stack.</param>
    /// <param name="template">Its template.</param>
    /// <param name="isSent">Whether the template is sent, or the stack's own is kept.</param>
    /// <param name="present">The stack as it is, or null for a new one.</param>
    /// <param name="tags">The tags of the stack; null keeps those that it has.</param>
    /// <param name="cancellationToken">Ends the reading of files.</param>
    private protected async Task<(StackOrder Order, StackUpload Upload)> PrepareAsync(
        string name, StackTemplate template, bool isSent, PersonalizeStack? present, Dictionary<string, string>? tags, CancellationToken cancellationToken)
    {
        var files = isSent ? CloudBundle.FilesFor(template) : new Dictionary<string, string>();
        string[] ours = files.Count > 0 ? [.. files.Keys, CloudBundle.BucketParameter] : [];
        IEnumerable<string> filled = [.. ours, .. present?.Parameters.Keys ?? []];
        var values = StackParameters.Check(template, Parameter, filled);
        if (template.Parameters.ContainsKey(CloudBundle.LogRoleParameter) && present?.Parameters.ContainsKey(CloudBundle.LogRoleParameter) != true)
            await KeepLogRoleAsync(values, cancellationToken);
        var bucket = ArtifactBucket ?? values.GetValueOrDefault(CloudBundle.BucketParameter)
            ?? present?.Parameters.GetValueOrDefault(CloudBundle.BucketParameter) ?? Cloud.DefaultArtifactBucket;
        List<(string Path, string Key)> uploads = [];
        if (files.Count > 0)
            values[CloudBundle.BucketParameter] = bucket;
        foreach (var (parameter, path) in files.Where(file => !values.ContainsKey(file.Key)))
        {
            var key = values[parameter] = await CloudApi.ArtifactKeyAsync(path, cancellationToken);
            uploads.Add((path, key));
        }

        var bigKey = isSent && !template.FitsIntoCall ? CloudApi.ArtifactKey(template.Text, "template.yaml") : null;
        var parameters = template.Parameters.Values.Select(parameter => ToParameter(parameter.Name, values, present)).OfType<Parameter>().ToList();
        var order = new StackOrder(
            name, isSent ? template.Text : null, bigKey is null ? null : Cloud.UrlOf(bucket, bigKey), parameters,
            tags?.Select(tag => new Amazon.CloudFormation.Model.Tag { Key = tag.Key, Value = tag.Value }).ToList(), template.Capabilities, DisableRollback);
        return (order, new StackUpload(bucket, uploads, bigKey is null ? null : (template.Text, bigKey)));
    }

    /// <summary>Uploads what is not there yet.</summary>
    private protected async Task UploadAsync(StackUpload upload, CancellationToken cancellationToken)
    {
        if (upload.IsEmpty)
            return;
        if (!await Cloud.BucketExistsAsync(upload.Bucket, cancellationToken))
            await Cloud.CreatePrivateBucketAsync(upload.Bucket, cancellationToken);
        var progress = new ProgressRecord(1000, $"Uploading to {upload.Bucket}", "Looking");
        foreach (var (path, key) in upload.Files)
        {
            progress.StatusDescription = Path.GetFileName(path);
            WriteProgress(progress);
            if (await Cloud.ObjectExistsAsync(upload.Bucket, key, cancellationToken))
                WriteVerbose($"s3://{upload.Bucket}/{key} is there already");
            else
                await Cloud.UploadAsync(path, upload.Bucket, key, cancellationToken);
        }

        if (upload.Template is { } template && !await Cloud.ObjectExistsAsync(upload.Bucket, template.Key, cancellationToken))
            await Cloud.UploadTextAsync(template.Text, upload.Bucket, template.Key, cancellationToken);
        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
    }

    /// <summary>Asks whether to go on; under -WhatIf emits what would change instead.</summary>
    private protected async Task<bool> ConfirmAsync(string operation, StackOrder order, bool isNew, CancellationToken cancellationToken)
    {
        var description = $"Performing the operation \"{operation}\" on target \"{order.Name}\".";
        if (ShouldProcess(description, $"{operation}: {order.Name}?", "Confirm", out var reason))
            return true;
        if ((reason & ShouldProcessReason.WhatIf) == 0)
            return false;
        if (order.TemplateUrl is not null)
        {
            WriteWarning($"The template is larger than {StackTemplate.MaxBodyBytes} bytes and would have to be uploaded to work out its changes.");
            return false;
        }

        var changes = await Cloud.PreviewAsync(order, isNew, cancellationToken);
        if (changes.Count == 0)
            WriteWarning($"Stack {order.Name} would not change.");
        WriteObject(changes, enumerateCollection: true);
        return false;
    }

    private protected Dictionary<string, string> GivenTags() => HyperParameters.ToText(Tag);

    /// <summary>API Gateway has one role for logs in an account and region: one that is set there stays, since other APIs log with it.</summary>
    private async Task KeepLogRoleAsync(Dictionary<string, string> values, CancellationToken cancellationToken)
    {
        if (values.ContainsKey(CloudBundle.LogRoleParameter))
            return;
        var (hasRole, trouble) = await Cloud.FindApiLogRoleAsync(cancellationToken);
        if (hasRole)
            values[CloudBundle.LogRoleParameter] = CloudBundle.AccountRole;
        if (trouble is not null)
            WriteWarning($"Whether API Gateway has a role for logs in this account cannot be told: {trouble}. If the stack gets an API, it makes such a role and " +
                $"sets it for the account and region; {CloudBundle.LogRoleParameter} = '{CloudBundle.AccountRole}' keeps the one that is there.");
    }

    private static Parameter? ToParameter(string name, Dictionary<string, string> values, PersonalizeStack? present)
    {
        if (values.TryGetValue(name, out var value))
            return new Parameter { ParameterKey = name, ParameterValue = value };
        return present?.Parameters.ContainsKey(name) == true ? new Parameter { ParameterKey = name, UsePreviousValue = true } : null;
    }
}
