using System.Globalization;
using Google.Protobuf;

namespace Products.Telemetry.Tests.Otlp;

/// <summary>Reads the fields that the tests look at of an <c>ExportTraceServiceRequest</c>, by the numbers of opentelemetry/proto/trace/v1/trace.proto.</summary>
internal static class TraceRequest
{
    private const int Error = 2;

    public static IEnumerable<ReceivedSpan> Read(byte[] request) => Parts(request, 1).SelectMany(ReadResource);

    private static IEnumerable<ReceivedSpan> ReadResource(byte[] resourceSpans)
    {
        var service = Parts(resourceSpans, 1).SelectMany(resource => Tags(resource, 1)).ToDictionary()["service.name"];
        return Parts(resourceSpans, 2).SelectMany(scope => Parts(scope, 2)).Select(span => ReadSpan(service, span)).ToList();
    }

    private static ReceivedSpan ReadSpan(string service, byte[] span) => new(
        service, Hex(span, 1), Hex(span, 2), Hex(span, 4), Text(span, 5), Tags(span, 9).ToDictionary(),
        IsError: Parts(span, 15).Any(status => Fields(status).Any(field => field is (3, ulong and Error))));

    private static IEnumerable<KeyValuePair<string, string>> Tags(byte[] message, int number) =>
        Parts(message, number).Select(tag => KeyValuePair.Create(Text(tag, 1), Parts(tag, 2).Select(ValueOf).Single()));

    /// <summary>Of an <c>AnyValue</c>, whose first kind is the text.</summary>
    private static string ValueOf(byte[] any) => Fields(any).Select(field => field is (1, byte[] text)
        ? System.Text.Encoding.UTF8.GetString(text)
        : Convert.ToString(field.Value, CultureInfo.InvariantCulture)!).FirstOrDefault("");

    private static string Hex(byte[] message, int number) => Convert.ToHexStringLower(Parts(message, number).FirstOrDefault([]));

    private static string Text(byte[] message, int number) => System.Text.Encoding.UTF8.GetString(Parts(message, number).FirstOrDefault([]));

    private static IEnumerable<byte[]> Parts(byte[] message, int number) => Fields(message).Where(field => field.Number == number).Select(field => (byte[])field.Value);

    private static List<(int Number, object Value)> Fields(byte[] message)
    {
        var input = new CodedInputStream(message);
        var fields = new List<(int, object)>();
        while (input.ReadTag() is var tag and not 0)
        {
            fields.Add((WireFormat.GetTagFieldNumber(tag), WireFormat.GetTagWireType(tag) switch
            {
                WireFormat.WireType.LengthDelimited => input.ReadBytes().ToByteArray(),
                WireFormat.WireType.Varint => input.ReadUInt64(),
                WireFormat.WireType.Fixed64 => input.ReadFixed64(),
                WireFormat.WireType.Fixed32 => input.ReadFixed32(),
                var other => throw new FormatException($"{other}"),
            }));
        }

        return fields;
    }
}
