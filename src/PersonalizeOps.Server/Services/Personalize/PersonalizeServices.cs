using PersonalizeOps.Aws.Contracts;
using PersonalizeOps.Server.Jobs;
using PersonalizeOps.Server.Jobs.Attribution;
using PersonalizeOps.Server.Jobs.Batch;
using PersonalizeOps.Server.Jobs.Campaigns;
using PersonalizeOps.Server.Jobs.Datasets;
using PersonalizeOps.Server.Jobs.Deletion;
using PersonalizeOps.Server.Jobs.Exports;
using PersonalizeOps.Server.Jobs.Imports;
using PersonalizeOps.Server.Jobs.Recommenders;
using PersonalizeOps.Server.Jobs.Serving;
using PersonalizeOps.Server.Jobs.Training;
using PersonalizeOps.Server.Jobs.Transitions;
using PersonalizeOps.Server.Services.Local;
using PersonalizeOps.Server.Services.PersonalizeEvents;
using PersonalizeOps.Server.Services.PersonalizeRuntime;
using PersonalizeOps.Server.Storage;

namespace PersonalizeOps.Server.Services.Personalize;

/// <summary>Puts Personalize into the host.</summary>
internal static class PersonalizeServices
{
    /// <summary>Adds the services of Personalize, their state and their jobs.</summary>
    /// <param name="services">The host's services; a state folder, an object store and a clock must be there.</param>
    /// <returns>The same.</returns>
    public static IServiceCollection AddPersonalize(this IServiceCollection services) => services
        .AddSingleton(provider => Database.Open(provider.GetRequiredService<StateFolder>().Database))
        .AddSingleton<GroupCommit>()
        .AddSingleton<JobQueue>()
        .AddSingleton<JobPace>()
        .AddSingleton<StateSweeper>()
        .AddSingleton<ResourceTransitions>()
        .AddSingleton<DatasetFiles>()
        .AddSingleton<DatasetContents>()
        .AddSingleton<DatasetEventTypes>()
        .AddSingleton<ModelFolders>()
        .AddSingleton<TrainingSources>()
        .AddSingleton<ModelTrainer>()
        .AddSingleton<SolutionVersions>()
        .AddSingleton<RecommenderTraining>()
        .AddSingleton<S3Inputs>()
        .AddSingleton<BatchFiles>()
        .AddSingleton<BatchModels>()
        .AddSingleton<CampaignSync>()
        .AddSingleton<TrainingMemory>()
        .AddSingleton<ServedDatasets>()
        .AddSingleton<FilterBook>()
        .AddSingleton<CampaignServer>()
        .AddSingleton<RecentEvents>()
        .AddSingleton<ItemMetadata>()
        .AddSingleton<IJobHandler, ActivateHandler>()
        .AddSingleton<IJobHandler, DeleteHandler>()
        .AddSingleton<IJobHandler, UpdateDatasetHandler>()
        .AddSingleton<IJobHandler, UpdateSolutionHandler>()
        .AddSingleton<IJobHandler, ImportHandler>()
        .AddSingleton<IJobHandler, ExportHandler>()
        .AddSingleton<IJobHandler, DeleteUsersHandler>()
        .AddSingleton<ForgottenUsers>()
        .AddSingleton<AttributionReports>()
        .AddSingleton<IJobHandler, TrainingHandler>()
        .AddSingleton<IJobHandler, DeployCampaignHandler>()
        .AddSingleton<IJobHandler, UpdateCampaignHandler>()
        .AddSingleton<IJobHandler, BatchInferenceHandler>()
        .AddSingleton<IJobHandler, BatchSegmentHandler>()
        .AddSingleton<IJobHandler, CreateRecommenderHandler>()
        .AddSingleton<IJobHandler, UpdateRecommenderHandler>()
        .AddSingleton<IJobHandler, RetrainRecommenderHandler>()
        .AddSingleton<IJobHandler, StartRecommenderHandler>()
        .AddSingleton<IJobHandler, StopRecommenderHandler>()
        .AddSingleton<PersonalizeContract, PersonalizeService>()
        .AddSingleton<PersonalizeRuntimeContract, PersonalizeRuntimeService>()
        .AddSingleton<PersonalizeEventsContract, PersonalizeEventsService>()
        .AddSingleton<LocalService>()
        .AddHostedService<AttributionReporter>()
        .AddHostedService<JobRunner>()
        .AddHostedService<TrainingSchedule>();
}
