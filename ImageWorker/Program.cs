using Products.Hosting;
using Products.ImageWorker;

return await ProcessMain.RunAsync(() => WorkerHost.RunAsync(args));
