using Products.Hosting;
using Products.WebFrontend;

return await ProcessMain.RunAsync(() => FrontendHost.Build(args));
