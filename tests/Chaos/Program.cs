using Products.Chaos;

// What ./chaos is made of.
if (ChaosOptions.Parse(args) is not { } options)
{
    return 2;
}

var report = await ChaosRun.RunAsync(options, Console.Out);
return report.Passed ? 0 : 1;
