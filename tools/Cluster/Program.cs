using Products.Cluster;

// What ./cluster is made of: `run` is the process that owns the cluster, the others look at it or end it.
return args switch
{
    ["run", var folder] => await RunCommand.RunAsync(folder),
    ["wait", var folder, var runner] => await WaitCommand.RunAsync(folder, int.Parse(runner)),
    ["status", var folder] => await StatusCommand.RunAsync(folder),
    ["down", var folder] => await DownCommand.RunAsync(folder),
    _ => throw new ArgumentException("Use ./cluster."),
};
