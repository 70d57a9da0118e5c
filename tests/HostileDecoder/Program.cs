using System.Text;
using Microsoft.Win32.SafeHandles;
using Products.HostileDecoder;
using Products.ImageDecoder;
using Products.ImageDecoder.Decoding;

using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
Deeds.Prepare();
DecoderLoop.Run(input, output, DecodeLimits.Parse(args), (request, image, reply) =>
{
    if (image.AsSpan().StartsWith(Deeds.Marker))
    {
        Deeds.Do(Encoding.ASCII.GetString(image.AsSpan(Deeds.Marker.Length)), output, reply);
    }
    else
    {
        ImageJob.Run(request, image, reply);
    }
});
