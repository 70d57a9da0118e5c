using Products.Benchmarks;

// dotnet run -c Release --project tests/Benchmarks -- [start|creates|images]; without a name, all of them.
var rows = args switch
{
    ["plain-insert-server", var path] => await PlainInsertServer.RunAsync(path),
    ["start"] => await StartBenchmark.RunAsync(),
    ["creates"] => await CreateBenchmark.RunAsync(),
    ["images"] => await ImageBenchmark.RunAsync(),
    _ => [.. await StartBenchmark.RunAsync(), .. await CreateBenchmark.RunAsync(), .. await ImageBenchmark.RunAsync()],
};

foreach (var row in rows)
{
    Console.WriteLine(row);
}
