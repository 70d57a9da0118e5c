using Products.Cluster;

// What ./cluster is made of: `run` is the process that owns the cluster, the others look at it or end it.
return args switch
{
    ["clear", var folder] => await ClearCommand.RunAsync(folder),
    ["run", var folder, var data] => await RunCommand.RunAsync(folder, data),
    ["wait", var folder, var runner] => await WaitCommand.RunAsync(folder, int.Parse(runner)),
    ["status", var folder] => await StatusCommand.RunAsync(folder),
    ["down", var folder] => await DownCommand.RunAsync(folder),
    _ => throw new ArgumentException("Use ./cluster."),
};
