// Keeps the objects of a fauxqs store in a folder: <bucket>/<SHA-256 of the key> is one line of JSON and then the bytes. A file is
// synced to the disk before it takes its name, and the answer comes after that: what was acknowledged outlives a crash of the machine.
import { createHash } from "node:crypto";
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, readSync, readdirSync, renameSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

const BUCKET = /^[a-z0-9][a-z0-9.-]{1,62}$/;
const LINE_END = 10;

export function keepIn(folder, store) {
  const open = (bucket) => {
    store.buckets.set(bucket, new KeptObjects(join(folder, bucket)));
    store.bucketCreationDates.set(bucket, new Date());
  };
  const forget = store.deleteBucket.bind(store);
  store.createBucket = (bucket) => {
    if (!BUCKET.test(bucket)) throw new Error(`'${bucket}' is not a name of a bucket.`);
    if (!store.hasBucket(bucket)) open(bucket);
  };
  store.deleteBucket = (bucket) => {
    forget(bucket);
    rmSync(join(folder, bucket), { recursive: true });
  };
  mkdirSync(folder, { recursive: true });
  readdirSync(folder).forEach(open);
}

// The objects of one bucket by key. Their bytes are read from the file each time.
class KeptObjects extends Map {
  #folder;

  constructor(folder) {
    super();
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    for (const name of readdirSync(folder)) this.#load(join(folder, name));
  }

  set(key, { body, ...object }) {
    const file = this.#fileOf(key);
    write(file + ".new", [JSON.stringify({ ...object, key }) + "\n", body]);
    renameSync(file + ".new", file);
    sync(this.#folder);
    return super.set(key, withBody(object, file));
  }

  delete(key) {
    rmSync(this.#fileOf(key), { force: true });
    return super.delete(key);
  }

  clear() {
    for (const key of [...this.keys()]) this.delete(key);
  }

  #fileOf(key) {
    return join(this.#folder, createHash("sha256").update(key).digest("hex"));
  }

  #load(file) {
    if (file.endsWith(".new")) return rmSync(file); // its write was broken off, and not acknowledged
    const object = JSON.parse(firstLine(file));
    super.set(object.key, withBody({ ...object, lastModified: new Date(object.lastModified) }, file));
  }
}

function withBody(object, file) {
  return Object.defineProperty({ ...object }, "body", { enumerable: true, get: () => bodyOf(file) });
}

function bodyOf(file) {
  const content = readFileSync(file);
  return content.subarray(content.indexOf(LINE_END) + 1);
}

function firstLine(file) {
  const start = Buffer.alloc(64 * 1024); // far more than the headers of one request
  const descriptor = openSync(file);
  const read = readSync(descriptor, start);
  closeSync(descriptor);
  return start.subarray(0, start.subarray(0, read).indexOf(LINE_END)).toString();
}

function write(file, pieces) {
  const descriptor = openSync(file, "w");
  for (const piece of pieces) for (let bytes = Buffer.from(piece); bytes.length > 0; ) bytes = bytes.subarray(writeSync(descriptor, bytes));
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function sync(folder) {
  const descriptor = openSync(folder);
  fsyncSync(descriptor);
  closeSync(descriptor);
}
