// Builds tracker/static from the Sass sources and the pinned packages. Users of the tracker never run this.
import { copyFileSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { compile } from "sass";

const here = dirname(fileURLToPath(import.meta.url));
const packages = join(here, "node_modules");
const built = join(here, "..", "tracker", "static");

const FONTS = [
  ["source-sans-3", ["400-normal", "600-normal"]],
  ["source-serif-4", ["400-normal", "400-italic", "600-normal"]],
];

function into(folder, from, name) {
  mkdirSync(join(built, folder), { recursive: true });
  copyFileSync(join(packages, from), join(built, folder, name));
}

function buildCss() {
  const { css } = compile(join(here, "src", "main.scss"), {
    style: "compressed",
    loadPaths: [packages],
    quietDeps: true,
  });
  mkdirSync(join(built, "css"), { recursive: true });
  writeFileSync(join(built, "css", "tracker.css"), css + "\n");
  return css;
}

for (const [family, faces] of FONTS) {
  for (const face of faces) {
    const name = `${family}-latin-${face}.woff2`;
    into("fonts", `@fontsource/${family}/files/${name}`, name);
  }
  into("fonts", `@fontsource/${family}/LICENSE`, `${family}-licence.txt`);
}
into("js", "htmx.org/dist/htmx.min.js", "htmx.min.js");

const css = buildCss();
const script = statSync(join(built, "js", "htmx.min.js")).size;
console.log(`tracker.css ${css.length} bytes, ${gzipSync(css).length} gzipped; htmx ${script} bytes`);
