namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>A service as its model describes it, in the model's order.</summary>
internal sealed record ServiceModel(
    string Service,
    string ServiceId,
    string ApiVersion,
    string Protocol,
    string JsonVersion,
    string? TargetPrefix,
    string SigningName,
    string EndpointPrefix,
    bool HasGlobalEndpoint,
    EquatableArray<OperationModel> Operations,
    EquatableArray<ShapeModel> Shapes);
