namespace Products.Hosting.Settings;

/// <summary>The short names of settings that deployments commonly know, and the settings that they stand for.</summary>
public static class ShortNames
{
    /// <summary>By short name; one of them sets two settings.</summary>
    public static IReadOnlyDictionary<string, string[]> All { get; } = new Dictionary<string, string[]>
    {
        ["DB_HOST"] = ["Postgres:Host"],
        ["DB_PORT"] = ["Postgres:Port"],
        ["DB_USER"] = ["Postgres:User"],
        ["DB_PASSWORD"] = ["Postgres:Password"],
        ["DB_NAME"] = ["Postgres:Database"],
        ["QUEUE_HOST"] = ["RabbitMq:Host"],
        ["CACHE_HOST"] = ["Redis:Membership", "Redis:Cache"],
        ["AWS_S3_BUCKET"] = ["S3:Bucket"],
        ["AWS_ACCESS_KEY_ID"] = ["S3:AccessKey"],
        ["AWS_SECRET_ACCESS_KEY"] = ["S3:SecretKey"],
    };

    /// <summary>The settings that the short names among some variables stand for. An empty one is as none: that is how composition files hand on what is not set.</summary>
    public static IEnumerable<KeyValuePair<string, string?>> Expand(IEnumerable<KeyValuePair<string, string?>> variables) =>
        from variable in variables
        where !string.IsNullOrEmpty(variable.Value) && All.ContainsKey(variable.Key)
        from setting in All[variable.Key]
        select KeyValuePair.Create(setting, variable.Value);
}
