namespace PersonalizeOps.Aws.Generator.Model;

/// <summary>Reads a compact API model.</summary>
internal static class ModelReader
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "structure", "list", "map", "string", "boolean", "integer", "long", "float", "double", "timestamp", "blob",
    };

    private static readonly HashSet<string> Locations = new(StringComparer.Ordinal)
    {
        "uri", "querystring", "header", "headers", "statusCode",
    };

    /// <summary>Reads a model and checks that it is whole: every shape that is named exists.</summary>
    /// <exception cref="ModelException">The model is malformed or beyond the generator.</exception>
    public static ServiceModel Read(JsonNode root)
    {
        var shapes = root["shapes"];
        var names = new HashSet<string>(shapes.Members.Select(member => member.Key), StringComparer.Ordinal);
        var protocol = root["protocol"];
        if (protocol.Text is not ("json" or "rest-json" or "query"))
        {
            throw new ModelException($"The protocol '{protocol.Text}' is not supported; json, rest-json and query are", protocol, unsupported: true);
        }

        var endpointPrefix = root["endpointPrefix"].Text;
        return new ServiceModel(
            root["service"].Text,
            root["serviceId"].Text,
            root["apiVersion"].Text,
            protocol.Text,
            root.Find("jsonVersion")?.Text ?? "1.1",
            protocol.Text == "json" ? root["targetPrefix"].Text : null,
            root.Find("signingName")?.Text ?? endpointPrefix,
            endpointPrefix,
            root.Find("globalEndpoint") is not null,
            EquatableArray<OperationModel>.From(root["operations"].Members.Select(member => ReadOperation(member.Key, member.Value, shapes))),
            EquatableArray<ShapeModel>.From(shapes.Members.Select(member => ReadShape(member.Key, member.Value, shapes, names))));
    }

    private static OperationModel ReadOperation(string name, JsonNode json, JsonNode shapes)
    {
        var http = json["http"];
        var words = http.Text.Split(' ');
        if (words.Length != 2 || !words[1].StartsWith("/", StringComparison.Ordinal))
        {
            throw new ModelException($"'{http.Text}' is not 'METHOD /path'", http);
        }

        var errors = json.Find("errors")?.Elements ?? [];
        return new OperationModel(
            name,
            words[0],
            words[1],
            (int)(json.Find("status")?.Number ?? 200),
            json.Find("resultWrapper")?.Text,
            StructureName(json.Find("input"), shapes),
            StructureName(json.Find("output"), shapes),
            EquatableArray<string>.From(errors.Select(error => StructureName(error, shapes)!)),
            json.Find("paginate") is { } pages ? ReadPagination(pages, json, shapes) : null);
    }

    private static PaginationModel ReadPagination(JsonNode json, JsonNode operation, JsonNode shapes)
    {
        var (input, output) = (json["input_token"], json["output_token"]);
        if (input.Value is not string || output.Value is not string)
        {
            throw new ModelException("Pagination by several tokens is not supported", input, unsupported: true);
        }

        var keys = json["result_key"];
        var lists = keys.Value is string ? [keys] : keys.Elements;
        RequireMember(shapes, operation["input"], input, "string");
        RequireMember(shapes, operation["output"], output, "string");
        foreach (var list in lists)
        {
            RequireMember(shapes, operation["output"], list, "list");
        }

        return new PaginationModel(input.Text, output.Text, EquatableArray<string>.From(lists.Select(list => list.Text)));
    }

    private static void RequireMember(JsonNode shapes, JsonNode structure, JsonNode name, string type)
    {
        var member = shapes[structure.Text].Find("members")?.Find(name.Text);
        if (member is null || shapes.Find(member["shape"].Text)?["type"].Text != type)
        {
            throw new ModelException($"{structure.Text} has no {type} '{name.Text}' to page through", name);
        }
    }

    private static ShapeModel ReadShape(string name, JsonNode json, JsonNode shapes, HashSet<string> names)
    {
        var type = json["type"];
        if (!Types.Contains(type.Text))
        {
            throw new ModelException($"The type '{type.Text}' is not supported", type, unsupported: true);
        }

        var members = type.Text == "structure" ? json.Find("members")?.Members ?? [] : [];
        return new ShapeModel(
            name,
            type.Text,
            json.Find("min")?.Number,
            json.Find("max")?.Number,
            json.Find("pattern")?.Text,
            json.Find("sensitive")?.Flag ?? false,
            EquatableArray<string>.From((json.Find("enum")?.Elements ?? []).Select(value => value.Text)),
            EquatableArray<MemberModel>.From(members.Select(member => ReadMember(member.Key, member.Value, names))),
            type.Text == "list" ? Known(json["member"], names) : type.Text == "map" ? Known(json["value"], names) : null,
            type.Text == "map" ? Known(json["key"], names) : null,
            json.Find("keyName")?.Text,
            json.Find("valueName")?.Text,
            json.Find("payload") is { } payload ? ReadPayload(payload, json, shapes) : null,
            json.Find("exception")?.Flag ?? false,
            (int)(json.Find("httpStatus")?.Number ?? 400),
            json.Find("code")?.Text);
    }

    private static string ReadPayload(JsonNode payload, JsonNode structure, JsonNode shapes)
    {
        var member = structure["members"].Find(payload.Text)
            ?? throw new ModelException($"There is no member '{payload.Text}' to be the payload", payload);
        var type = shapes.Find(member["shape"].Text)?["type"].Text;
        return type is "blob" or "structure"
            ? payload.Text
            : throw new ModelException($"A payload of type '{type}' is not supported", payload, unsupported: true);
    }

    private static MemberModel ReadMember(string name, JsonNode json, HashSet<string> names)
    {
        if (json.Find("location") is { } location && !Locations.Contains(location.Text))
        {
            throw new ModelException($"The location '{location.Text}' is not supported", location, unsupported: true);
        }

        return new MemberModel(
            name,
            Known(json["shape"], names),
            json.Find("required")?.Flag ?? false,
            json.Find("location")?.Text,
            json.Find("locationName")?.Text,
            json.Find("jsonvalue")?.Flag ?? false);
    }

    private static string Known(JsonNode json, HashSet<string> names) =>
        names.Contains(json.Text) ? json.Text : throw new ModelException($"The shape '{json.Text}' is not among the shapes", json);

    private static string? StructureName(JsonNode? json, JsonNode shapes)
    {
        if (json is null)
        {
            return null;
        }

        var shape = shapes.Find(json.Text) ?? throw new ModelException($"The shape '{json.Text}' is not among the shapes", json);
        return shape["type"].Text == "structure" ? json.Text : throw new ModelException($"The shape '{json.Text}' is no structure", json);
    }
}
