using Microsoft.Win32.SafeHandles;
using Products.ImageDecoder;

using var input = new FileStream(new SafeFileHandle(0, ownsHandle: false), FileAccess.Read, bufferSize: 0);
using var output = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);
DecoderLoop.Run(input, output, DecodeLimits.Parse(args));
