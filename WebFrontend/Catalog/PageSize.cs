using Products.WebFrontend.OpenApi;

namespace Products.WebFrontend.Catalog;

/// <summary>How many items a page of any list may hold.</summary>
internal static class PageSize
{
    public const string Name = "limit";
    public const int Max = 100;
    public const int Default = 20;

    /// <summary>The parameters that every list has.</summary>
    public static IReadOnlyList<ApiParameter> Parameters { get; } =
    [
        ApiParameter.Query(Name, "How many items.", ApiSchema.Integer(1, Max, Default)),
        ApiParameter.Query(NextLink.Cursor, "The `next_cursor` of the page before, in the same order and with the same filters.", ApiSchema.Text),
    ];
}
