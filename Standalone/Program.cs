using Products.Hosting;
using Products.Standalone;

return await ProcessMain.RunAsync(() => StandaloneHost.RunAsync(args));
