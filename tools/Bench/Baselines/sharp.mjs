// The worker's variants made with sharp: one thread for a picture, as many pictures at once as there are cores, each variant from
// the file with shrink-on-load, with the qualities and efforts of VariantRecipe.
// Arguments: folder with node_modules, then a file with a path in each line, a folder for the results; prints pictures a second.
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, list, results] = process.argv.slice(2);
process.env.UV_THREADPOOL_SIZE = String(availableParallelism());
const sharp = createRequire(join(folder, "package.json"))("sharp");

if (list === "version") {
  console.log(sharp.versions.sharp);
  process.exit();
}

sharp.concurrency(1);
sharp.cache(false);

async function make(file, name) {
  const upright = sharp(file).rotate();
  const within = (side) => upright.clone().resize({ width: side, height: side, fit: "inside", withoutEnlargement: true });
  await within(1600).webp({ quality: 80, effort: 2 }).toFile(join(results, `${name}.webp`));
  await within(1600).avif({ quality: 50, effort: 0 }).toFile(join(results, `${name}.avif`));
  await within(400).webp({ quality: 80, effort: 2 }).toFile(join(results, `${name}-400.webp`));
}

const files = readFileSync(list, "utf8").split("\n").filter(Boolean);
const started = performance.now();
let next = 0;
await Promise.all(Array.from({ length: availableParallelism() }, async () => {
  while (next < files.length) {
    const n = next++;
    await make(files[n], n);
  }
}));
console.log(files.length / ((performance.now() - started) / 1000));
