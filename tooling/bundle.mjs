// Bundles webui/assets/ into webui/static/.
//
// Entries are the scripts and style sheets that lie directly in webui/assets/; what they import
// lies in folders below it. Every output carries a hash of its content in its name, and
// manifest.json leads from the plain name to the hashed one.
//
//   node tooling/bundle.mjs ASSETS STATIC
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { build } from "esbuild";

const [assets, target] = process.argv.slice(2).map((path) => resolve(path));
const root = resolve(import.meta.dirname, "..");
const fresh = `${target}.new`;
const licences = join(assets, "licences");

const shared = {
  absWorkingDir: root,
  assetNames: "[name]-[hash]",
  bundle: true,
  chunkNames: "[name]-[hash]",
  entryNames: "[name]-[hash]",
  legalComments: "none", // the texts stand in licenses.txt
  loader: { ".svg": "text", ".woff2": "file" },
  logLevel: "warning",
  metafile: true,
  minify: true,
  outdir: fresh,
  publicPath: "/static/", // a style sheet that stands in a page has no address of its own
  target: ["es2022"],
};

// The styleguide shows states that stand still: there a rule that asks for one answers to an attribute as well.
const STATES = /:(hover|active|focus-visible|focus-within|focus)(?![\w-])/g;
const standStill = {
  name: "stand-still",
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const rules = await readFile(path, "utf8");
      return { contents: rules.replace(STATES, ':is(:$1, [data-state~="$1"])'), loader: "css" };
    });
  },
};

async function findEntries() {
  const names = (await readdir(assets)).filter((name) => /\.(js|css)$/.test(name)).sort();
  if (names.length === 0) {
    throw new Error(`There is nothing to bundle in ${assets}.`);
  }
  const paths = names.map((name) => join(assets, name));
  // A worker is one file that imports nothing at run time, so every web view can start it.
  const workers = paths.filter((path) => path.endsWith("worker.js"));
  const guides = paths.filter((path) => basename(path) === "styleguide.css");
  const apart = [...workers, ...guides];
  return { workers, guides, pages: paths.filter((path) => !apart.includes(path)) };
}

// Plain name to hashed name: entries by their own name, fonts by the name of their source.
function nameOutputs(metafile) {
  const named = Object.entries(metafile.outputs).flatMap(([output, { entryPoint, inputs }]) => {
    const sources = Object.keys(inputs);
    const source = entryPoint ?? (output.endsWith(".woff2") ? sources[0] : undefined);
    return source === undefined ? [] : [[basename(source), basename(output)]];
  });
  return Object.fromEntries(named);
}

async function gatherLicenses(metafile) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const found = input.match(/^(?:.*\/)?(node_modules\/(?:@[^/]+\/)?[^/]+)\//);
    if (found) {
      folders.add(found[1]);
    }
  }
  const texts = await Promise.all([...folders].sort().map(readLicense));
  // What was copied by hand, such as single icons, has its licence beside the sources.
  const own = await readdir(licences, { withFileTypes: true }).catch(() => []);
  for (const entry of own.filter((each) => each.isFile())) {
    texts.push(await readFile(join(licences, entry.name), "utf8"));
  }
  return texts.join(`\n${"-".repeat(80)}\n\n`);
}

async function readLicense(folder) {
  const { name, version, license } = JSON.parse(
    await readFile(join(root, folder, "package.json"), "utf8"),
  );
  const file = (await readdir(join(root, folder))).find((entry) => /licen[cs]e/i.test(entry));
  // Some packages name their licence and leave its text out.
  const path = file
    ? join(root, folder, file)
    : join(licences, "packages", `${basename(name)}.txt`);
  const text = await readFile(path, "utf8").catch(() => "");
  return `${name} ${version} (${license})\n\n${text.trim()}\n`;
}

function merge(results) {
  const merged = { inputs: {}, outputs: {} };
  for (const { metafile } of results) {
    Object.assign(merged.inputs, metafile.inputs);
    Object.assign(merged.outputs, metafile.outputs);
  }
  return merged;
}

// A reader finds the old files or the new ones, never a half of each.
async function swap() {
  await rm(`${target}.old`, { recursive: true, force: true });
  await rename(target, `${target}.old`).catch((error) => {
    if (error.code !== "ENOENT") {
      throw error;
    }
  });
  await rename(fresh, target);
  await rm(`${target}.old`, { recursive: true, force: true });
}

async function bundle() {
  const { pages, workers, guides } = await findEntries();
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { recursive: true });
  const metafile = merge(
    await Promise.all([
      build({ ...shared, entryPoints: pages, format: "esm", splitting: true }),
      build({ ...shared, entryPoints: workers, format: "iife" }),
      build({ ...shared, entryPoints: guides, plugins: [standStill] }),
    ]),
  );
  await writeFile(join(fresh, "licenses.txt"), await gatherLicenses(metafile));
  const manifest = nameOutputs(metafile);
  await writeFile(join(fresh, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  await swap();
}

bundle().catch((error) => {
  // esbuild has shown its own errors, with the line that each is in.
  if (!error.errors) {
    process.stderr.write(`${error.message}\n`);
  }
  process.exitCode = 1;
});
