using Products.Bench.Baselines;
using Products.Bench.Suite;

// Started by ./bench, and by itself as each of the servers that it compares with.
return args switch
{
    ["serve-sqlite", var path] => await PlainSqliteServer.RunAsync(path),
    ["serve-plain", var database] => await PlainServer.RunAsync(database, redis: null),
    ["serve-cache-aside", var database, var redis] => await PlainServer.RunAsync(database, redis),
    ["serve-bare", var origin, var paths] => await BareKestrelServer.RunAsync(origin, paths),
    _ => await BenchCommand.RunAsync(args),
};
