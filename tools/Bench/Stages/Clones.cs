namespace Products.Bench.Stages;

/// <summary>Many products at once: copies of a row that the system itself has written, under other ids.</summary>
internal static class Clones
{
    /// <summary>Change numbers below zero are nobody's, and final to all readers.</summary>
    private const string Copy = """
        INSERT INTO products SELECT clone.*
        FROM products AS original, generate_series(1, {1}) AS number,
          LATERAL (SELECT gen_random_uuid() AS id, number AS same_row) AS fresh,
          LATERAL json_populate_record(original, json_build_object('id', fresh.id, 'created_seq', -number, 'change_seq', -number,
            'payload', replace(original.payload::text, original.id::text, fresh.id::text)::json)) AS clone
        WHERE original.id = '{0}';
        ANALYZE products;
        """;

    /// <returns>The paths of the copies.</returns>
    public static async Task<List<string>> MakeAsync(BenchCluster shop, string path, int count)
    {
        var id = path.Split('/')[^1];
        await shop.ExecuteAsync(Copy.Replace("{0}", id, StringComparison.Ordinal).Replace("{1}", $"{count}", StringComparison.Ordinal));
        return await shop.ColumnAsync("SELECT '/products/' || id FROM products WHERE created_seq < 0 ORDER BY id");
    }
}
