using Products.Hosting;
using Products.ImageWorker;

return await ProcessMain.RunAsync(() => WorkerHost.Build(args));
