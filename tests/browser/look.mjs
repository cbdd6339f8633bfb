// Looks at every sample of every page in a browser, light and dark, on a telephone and on a desk: axe-core finds nothing
// against WCAG 2.2 AA, and nothing is wider than the screen. Told by FOLDER and CHROMIUM. Prints what it saw as JSON. With
// SCREENSHOTS, a picture of each is kept in that folder.
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const { FOLDER, CHROMIUM, SCREENSHOTS } = process.env;
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const SCREENS = [{ width: 320, height: 640 }, { width: 390, height: 844 }, { width: 1280, height: 800 }];

const samples = readdirSync(FOLDER).filter((file) => file.endsWith(".html")).sort();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
const findings = [];
let looked = 0;

// What axe finds, as lines that say where and what.
async function judge(page, where) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), RULES);
  for (const { id, nodes } of violations) {
    for (const node of nodes) findings.push(`${where}: ${id}: ${node.target.join(" ")}: ${node.any[0]?.message ?? ""}`);
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (overflow > 0) findings.push(`${where}: ${overflow} pixels wider than the screen`);
}

async function look(page, sample, name) {
  await page.goto(pathToFileURL(`${FOLDER}/${sample}`).href);
  await judge(page, name);
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true });
  looked += 1;
}

try {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of SCREENS) {
      const context = await browser.newContext({ colorScheme, viewport, reducedMotion: "reduce" });
      const page = await context.newPage();
      // What samples refer to beside our own files is not there, and no script leads away from them.
      await page.route((url) => url.protocol !== "file:" || url.pathname.endsWith(".js"), (route) => route.abort());
      for (const sample of samples) {
        await look(page, sample, `${sample.replace(/\.html$/, "")}.${colorScheme}.${viewport.width}`);
      }
      await context.close();
    }
  }
  console.log(JSON.stringify({ looked, findings }));
} finally {
  await browser.close();
}
