using Products.Hosting;
using Products.Standalone;

return await ProcessMain.RunAsync(() => StandaloneHost.Build(args));
