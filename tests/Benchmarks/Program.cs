using Products.Benchmarks;
using Products.Benchmarks.Baselines;

// dotnet run -c Release --project tests/Benchmarks -- [start|creates|images|cluster]; without a name, all of them.
var rows = args switch
{
    ["plain-sqlite", var path] => await PlainSqliteServer.RunAsync(path),
    ["plain-postgres", var database, var user] => await PlainPostgresServer.RunAsync(database, user),
    ["cache-aside", var redis, var origin] => await CacheAsideServer.RunAsync(redis, origin),
    ["bare-kestrel", var origin] => await BareKestrelServer.RunAsync(origin),
    ["start"] => await StartBenchmark.RunAsync(),
    ["creates"] => await CreateBenchmark.RunAsync(),
    ["images"] => await ImageBenchmark.RunAsync(),
    ["cluster"] => await ClusterBenchmark.RunAsync(),
    _ => [.. await StartBenchmark.RunAsync(), .. await CreateBenchmark.RunAsync(), .. await ImageBenchmark.RunAsync(), .. await ClusterBenchmark.RunAsync()],
};

foreach (var row in rows)
{
    Console.WriteLine(row);
}
