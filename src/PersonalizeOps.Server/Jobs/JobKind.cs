namespace PersonalizeOps.Server.Jobs;

/// <summary>What jobs do, as the queue stores it.</summary>
internal static class JobKind
{
    public const string Activate = "activate";
    public const string Delete = "delete";
    public const string UpdateDataset = "update-dataset";
    public const string UpdateSolution = "update-solution";
    public const string Import = "import";
    public const string Train = "train";
    public const string DeployCampaign = "deploy-campaign";
    public const string UpdateCampaign = "update-campaign";
    public const string Export = "export";
    public const string DeleteUsers = "delete-users";
    public const string InferBatch = "infer-batch";
    public const string SegmentBatch = "segment-batch";
    public const string CreateRecommender = "create-recommender";
    public const string UpdateRecommender = "update-recommender";
    public const string RetrainRecommender = "retrain-recommender";
    public const string StartRecommender = "start-recommender";
    public const string StopRecommender = "stop-recommender";
}
