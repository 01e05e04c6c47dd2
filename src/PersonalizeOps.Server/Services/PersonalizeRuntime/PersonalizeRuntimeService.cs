using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs.Serving;

namespace PersonalizeOps.Server.Services.PersonalizeRuntime;

/// <summary>The rules of Personalize's runtime: one operation a file.</summary>
internal sealed partial class PersonalizeRuntimeService(CampaignServer campaigns, ItemMetadata metadata) : PersonalizeRuntimeContract;
