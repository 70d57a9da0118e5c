using System.Net;
using System.Text;
using Products.Grains.Interfaces.Products;
using Products.Standalone.Tests.Hosts;

namespace Products.Standalone.Tests.Api;

/// <summary>
/// Sends to every operation of the API document what no client should send. The operations and their fields are read
/// from the document, so a new route is tested as soon as it stands there.
/// </summary>
public sealed class HostileInputTests(TestHost host) : IClassFixture<TestHost>, IAsyncLifetime
{
    private readonly List<string> _flaws = [];
    private IReadOnlyList<ApiOperation> _operations = [];
    private string _userId = "";

    public async ValueTask InitializeAsync()
    {
        _operations = [.. ApiOperation.AllOf(await host.Client.GetJsonAsync("/openapi/v1.json"))];
        _userId = (await host.Api.CreateUserAsync()).ToString();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Hostile_bodies_are_refused_by_the_field()
    {
        foreach (var operation in _operations.Where(operation => operation.BodySchema is not null))
        {
            var path = await RealPathAsync(operation);
            foreach (var body in BodiesFor(operation))
            {
                await ExpectRefusalAsync(operation, path, body.Name, RawCalls.Body(body.Bytes), body.Field);
            }
        }

        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused()
    {
        string?[] types = ["text/plain", "application/xml", "application/json; charset=utf-16", "application/", "application/json, application/json", "x", null];
        foreach (var operation in _operations.Where(operation => operation.ContentTypes.Any()))
        {
            var path = await RealPathAsync(operation);
            foreach (var type in types)
            {
                var answer = await host.Client.SendAsync(operation.Method, path, RawCalls.Body("{}"u8.ToArray(), type));
                Note(operation, $"content type {type}", answer.Status == HttpStatusCode.UnsupportedMediaType ? answer.Flaw() : $"answers {answer.Status}");
            }
        }

        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    [Fact]
    public async Task Hostile_forms_are_refused()
    {
        (string Name, string Type, string Body)[] forms =
        [
            ("no boundary", "multipart/form-data", "--x--"),
            ("endless boundary", "multipart/form-data; boundary=" + new string('x', 200), "--x--"),
            ("empty", "multipart/form-data; boundary=x", ""),
            ("no part", "multipart/form-data; boundary=x", "--x--\r\n"),
            ("garbage", "multipart/form-data; boundary=x", "garbage"),
            ("cut off in headers", "multipart/form-data; boundary=x", "--x\r\nContent-Dispo"),
            ("cut off in file", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=file; filename=a.jpg\r\n\r\nabc"),
            ("no disposition", "multipart/form-data; boundary=x", "--x\r\n\r\nabc\r\n--x--\r\n"),
            ("no name", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; filename=a.jpg\r\n\r\nabc\r\n--x--\r\n"),
            ("too many headers", "multipart/form-data; boundary=x", "--x\r\n" + string.Concat(Enumerable.Range(0, 50).Select(i => $"h{i}: v\r\n")) + "\r\nabc\r\n--x--\r\n"),
            ("unknown field", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=nope\r\n\r\nabc\r\n--x--\r\n"),
            ("empty file", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=file; filename=a.jpg\r\n\r\n\r\n--x--\r\n"),
            ("alt text alone", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=alt_text\r\n\r\nabc\r\n--x--\r\n"),
            ("NUL in alt text", "multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=alt_text\r\n\r\n\0\r\n--x--\r\n"),
            ("long alt text", "multipart/form-data; boundary=x", $"--x\r\nContent-Disposition: form-data; name=alt_text\r\n\r\n{new string('x', 9000)}\r\n--x--\r\n"),
        ];
        foreach (var operation in _operations.Where(operation => operation.ContentTypes.Contains(ApiOperation.Form)))
        {
            var path = await RealPathAsync(operation);
            foreach (var (name, type, body) in forms)
            {
                await ExpectRefusalAsync(operation, path, name, RawCalls.Body(Encoding.UTF8.GetBytes(body), type));
            }
        }

        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    [Fact]
    public async Task Hostile_headers_are_refused_by_name()
    {
        string[] values = ["", "a b", new('x', 300)];
        string[] tags = ["\"1", "*, \"1\"", "W/1"];
        foreach (var operation in _operations)
        {
            foreach (var header in operation.ParametersIn("header"))
            {
                foreach (var value in header.StartsWith("If-", StringComparison.Ordinal) ? [.. values, .. tags] : values)
                {
                    await SendHeaderAsync(operation, header, (header, value));
                }

                await SendHeaderAsync(operation, header, (header, "one"), (header, "two"));
            }
        }

        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    [Fact]
    public async Task Hostile_queries_are_refused_by_name_or_harmless()
    {
        string[] values = ["", "%00", "%0a", "-1", "abc", "0x10", "99999999999999999999", "1e999", "%ff", "WyJ4Il0", "WzAsImEiLCJiIl0", "'%20OR%201=1--", "%25", new('x', 2000)];
        foreach (var operation in _operations.Where(operation => operation.ParametersIn("query").Any()))
        {
            var path = await RealPathAsync(operation);
            foreach (var name in operation.ParametersIn("query"))
            {
                foreach (var value in values)
                {
                    await SendQueryAsync(operation, $"{path}?{name}={value}", name, mayPass: true);
                }

                await SendQueryAsync(operation, $"{path}?{name}=1&{name}=1", name);
            }

            await SendQueryAsync(operation, $"{path}?no_such_parameter=1", "no_such_parameter");
        }

        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    [Fact]
    public async Task Hostile_paths_name_nothing()
    {
        string[] values = ["not-a-uuid", "..%2f..%2fetc%2fpasswd", "%ff", "%F0%9F%98%80", "'--", "99999999999999999999", "-1", new('x', 2000), Guid.Empty.ToString()];
        foreach (var operation in _operations.Where(operation => operation.ParametersIn("path").Any()))
        {
            foreach (var value in values)
            {
                var answer = await host.Client.SendAsync(operation.Method, operation.PathWith(_ => value), BodyFor(operation));
                Note(operation, value, answer.Status != HttpStatusCode.NotFound ? $"answers {answer.Status}" : FlawUnlessHead(operation, answer));
            }
        }

        Assert.True(_flaws.Count == 0, string.Join('\n', _flaws));
    }

    [Fact]
    public async Task A_method_that_no_route_has_names_those_it_has()
    {
        foreach (var path in _operations.GroupBy(operation => operation.Path))
        {
            var answer = await host.Client.SendAsync("TRACE", path.First().PathWith(_ => Guid.NewGuid().ToString()));
            if (answer.Status != HttpStatusCode.NotFound)
            {
                Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.Status);
                Assert.Null(answer.Flaw());
                Assert.Equal(path.Select(operation => operation.Method).Order(), answer.ContentHeaders.Allow.Order());
            }
        }
    }

    private IEnumerable<HostileBody> BodiesFor(ApiOperation operation)
    {
        var schema = operation.BodySchema!;
        var valid = operation.ValidValue(schema, _userId)!.AsObject();
        var required = schema["required"]?.AsArray().Select(name => (string)name!).ToHashSet() ?? [];
        return
        [
            .. HostileBody.ForAny(valid),
            .. schema["properties"]!.AsObject().SelectMany(property =>
                HostileBody.ForProperty(valid, property.Key, operation.Resolve(property.Value!), required.Contains(property.Key))),
        ];
    }

    private HttpContent? BodyFor(ApiOperation operation) => operation.BodySchema is { } schema
        ? RawCalls.Body(Encoding.UTF8.GetBytes(operation.ValidValue(schema, _userId)!.ToJsonString()))
        : null;

    /// <summary>The operation's path with a product and an image that exist, so that a request gets as far as it can.</summary>
    private async Task<string> RealPathAsync(ApiOperation operation)
    {
        if (!operation.Path.StartsWith("/products/{id}", StringComparison.Ordinal))
        {
            return operation.PathWith(name => operation.Path.StartsWith("/users", StringComparison.Ordinal) ? _userId : "1");
        }

        var product = await host.Api.CreateProductAsync(Guid.Parse(_userId), "http://192.0.2.1/a.jpg");
        return operation.PathWith(name => (name == "id" ? product : ProductId.OfInitialImage(product, 0)).ToString());
    }

    private async Task SendHeaderAsync(ApiOperation operation, string header, params (string Name, string Value)[] headers)
    {
        var path = await RealPathAsync(operation) + operation.RequiredQuery(_userId);
        var answer = await host.Client.SendAsync(operation.Method, path, BodyFor(operation), headers);
        var isProblem = operation.Method == "HEAD" ? null : answer.Flaw(header);
        Note(operation, string.Join(" + ", headers), answer.Status == HttpStatusCode.BadRequest ? isProblem : $"answers {answer.Status}");
    }

    private async Task SendQueryAsync(ApiOperation operation, string path, string name, bool mayPass = false)
    {
        var answer = await host.Client.SendAsync(operation.Method, path);
        if (answer.Status == HttpStatusCode.BadRequest)
        {
            Note(operation, path, FlawUnlessHead(operation, answer, name));
        }
        else
        {
            Note(operation, path, mayPass && answer.Status == HttpStatusCode.OK ? null : $"answers {answer.Status}: {answer.Text}");
        }
    }

    /// <summary>An element of a batch is refused on its own, so there a success is one that tells of a refusal.</summary>
    private async Task ExpectRefusalAsync(ApiOperation operation, string path, string variation, HttpContent content, string? field = null)
    {
        var answer = await host.Client.SendAsync(operation.Method, path, content);
        if (answer.Status == HttpStatusCode.MultiStatus)
        {
            var statuses = answer.Json["items"]!.AsArray().Select(item => (int)item!["status"]!);
            Note(operation, variation, statuses.All(status => status is >= 400 and < 500) ? null : answer.Text);
            return;
        }

        Note(operation, variation, (int)answer.Status is >= 400 and < 500 ? answer.Flaw(field) : $"answers {answer.Status}: {answer.Text}");
    }

    private static string? FlawUnlessHead(ApiOperation operation, Answer answer, string? field = null) =>
        operation.Method == "HEAD" ? null : answer.Flaw(field);

    private void Note(ApiOperation operation, string variation, string? flaw)
    {
        if (flaw is not null)
        {
            _flaws.Add($"{operation.Name}, {variation}: {flaw}");
        }
    }
}
