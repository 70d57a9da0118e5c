using Products.Hosting;
using Products.Silo;

return await ProcessMain.RunAsync(() => SiloHost.RunAsync(args));
