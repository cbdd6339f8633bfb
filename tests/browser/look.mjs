// Looks at every sample of every page in a browser, light and dark, on a telephone and on a desk: axe-core finds nothing
// against WCAG 2.2 AA, and nothing is wider than the screen, be it the smallest. Told by FOLDER and CHROMIUM. Prints what it saw as JSON. With
// SCREENSHOTS, a picture of each is kept in that folder.
import { mkdirSync, readdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { judge, measure } from "./axe.mjs";

const { FOLDER, CHROMIUM, SCREENSHOTS } = process.env;
const SCREENS = [{ width: 390, height: 844 }, { width: 1280, height: 800 }];
const SMALLEST = { width: 320, height: 640 };

const samples = readdirSync(FOLDER).filter((file) => file.endsWith(".html")).sort();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
if (SCREENSHOTS) mkdirSync(SCREENSHOTS, { recursive: true });
const findings = [];
let looked = 0;

async function look(page, sample, name) {
  await page.goto(pathToFileURL(`${FOLDER}/${sample}`).href);
  findings.push(...(await judge(page, name)), ...(await measure(page, name)));
  if (SCREENSHOTS) await page.screenshot({ path: `${SCREENSHOTS}/${name}.png`, fullPage: true });
  looked += 1;
}

async function lookAtAll(colorScheme, viewport) {
  const context = await browser.newContext({ colorScheme, viewport, reducedMotion: "reduce" });
  const page = await context.newPage();
  // What samples refer to beside our own files is not there, and no script leads away from them.
  await page.route((url) => url.protocol !== "file:" || url.pathname.endsWith(".js"), (route) => route.abort());
  for (const sample of samples) {
    await look(page, sample, `${sample.replace(/\.html$/, "")}.${colorScheme}.${viewport.width}`);
    if (colorScheme === "light" && viewport === SCREENS[0]) {
      await page.setViewportSize(SMALLEST);
      findings.push(...(await measure(page, `${sample} at ${SMALLEST.width}`)));
      await page.setViewportSize(viewport);
    }
  }
}

try {
  const ways = ["light", "dark"].flatMap((scheme) => SCREENS.map((screen) => [scheme, screen]));
  await Promise.all(ways.map((way) => lookAtAll(...way)));
  console.log(JSON.stringify({ looked, findings }));
} finally {
  await browser.close();
}
