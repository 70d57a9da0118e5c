// An S3 endpoint on loopback: fauxqs, and what tests need beyond it. It checks signatures (AWS Signature Version 4), keeps
// Cache-Control, and lists multipart uploads. Its objects are in memory, or below a folder. Arguments: folder with node_modules,
// port, access key, secret key, and the folder of the objects if they are to be kept.
import { createHmac, createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { keepIn } from "./kept.mjs";

const [folder, port, accessKey, secretKey, dataFolder] = process.argv.slice(2);
const dist = join(folder, "node_modules", "fauxqs", "dist");
const { buildApp } = await import(pathToFileURL(join(dist, "app.js")));
const { S3Store } = await import(pathToFileURL(join(dist, "s3", "s3Store.js")));

const store = new S3Store();
if (dataFolder) keepIn(dataFolder, store);
const app = buildApp({ logger: false, stores: { s3Store: store } });

app.addHook("onRequest", (request, reply, done) => {
  if (request.raw.url === "/health") return done();
  const refusal = refuse(request.raw);
  if (refusal) return void reply.status(403).header("content-type", "application/xml").send(error(refusal));
  const cacheControl = request.headers["cache-control"];
  if (cacheControl) request.headers["x-amz-meta-kept-cache-control"] = cacheControl;
  const [path, query] = request.raw.url.split("?");
  if (request.method === "GET" && query?.split("&").some((part) => part.split("=")[0] === "uploads")) {
    return void reply.header("content-type", "application/xml").send(uploads(path.split("/")[1]));
  }
  done();
});

app.addHook("onSend", (request, reply, payload, done) => {
  const kept = reply.getHeader("x-amz-meta-kept-cache-control");
  if (kept) reply.removeHeader("x-amz-meta-kept-cache-control").header("cache-control", kept);
  done();
});

function refuse({ method, url, headers }) {
  const match = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/([^/]+)\/([^/]+)\/([^/]+)\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=(\w+)$/
    .exec(headers.authorization ?? "");
  if (!match) return "AccessDenied";
  const [, key, day, region, service, names, signature] = match;
  if (key !== accessKey) return "InvalidAccessKeyId";
  const [path, query = ""] = url.split("?");
  const canonical = [
    method, path,
    query.split("&").filter(Boolean).map((part) => (part.includes("=") ? part : part + "=")).sort().join("&"),
    ...names.split(";").map((name) => `${name}:${headers[name].trim().replace(/ +/g, " ")}`),
    "", names, headers["x-amz-content-sha256"],
  ].join("\n");
  const text = ["AWS4-HMAC-SHA256", headers["x-amz-date"], `${day}/${region}/${service}/aws4_request`,
    createHash("sha256").update(canonical).digest("hex")].join("\n");
  const hmac = (secret, value) => createHmac("sha256", secret).update(value).digest();
  const signer = [day, region, service, "aws4_request"].reduce(hmac, "AWS4" + secretKey);
  return createHmac("sha256", signer).update(text).digest("hex") === signature ? null : "SignatureDoesNotMatch";
}

function uploads(bucket) {
  const found = [...store.multipartUploads.values()].filter((upload) => upload.bucket === bucket);
  const items = found.map(({ key, uploadId }) => `<Upload><Key>${key}</Key><UploadId>${uploadId}</UploadId></Upload>`).join("");
  return `<?xml version="1.0"?><ListMultipartUploadsResult><Bucket>${bucket}</Bucket>${items}</ListMultipartUploadsResult>`;
}

function error(code) {
  return `<?xml version="1.0"?><Error><Code>${code}</Code><Message>The request is refused.</Message></Error>`;
}

await app.listen({ port: Number(port), host: "127.0.0.1" });
