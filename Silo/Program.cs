using Products.Hosting;
using Products.Silo;

return await ProcessMain.RunAsync(() => SiloHost.Build(args));
