// Puts the main pages onto one picture, docs/guides/pages.png, from the screenshots that the test `looks` leaves.
// Told by CHROMIUM.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const ROWS = [
  ["account.fresh.light.1280", "sessions.several.dark.1280", "settings.first.light.1280"],
  ["sign_in.for_app.light.390", "consent.usual.dark.390", "set_up_totp.first.light.390", "addresses.several.dark.390", "verify.first.light.390"],
];
const folder = fileURLToPath(new URL("screenshots/pages/", import.meta.url));
const target = fileURLToPath(new URL("../../docs/guides/pages.png", import.meta.url));

function image(name) {
  const file = `${folder}${name}.png`;
  if (!existsSync(file)) throw new Error(`run the test 'looks' first: there is no ${file}`);
  return `<img src="data:image/png;base64,${readFileSync(file, "base64")}">`;
}

const style = "body{margin:0;padding:16px;background:#8d97a8}div{display:flex;gap:16px;margin-bottom:16px;align-items:start}"
  + "img{flex:1 1 0;min-width:0;max-height:600px;object-fit:cover;object-position:top;border-radius:8px}";
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1280, height: 600 } });
await page.setContent(`<style>${style}</style>${ROWS.map((row) => `<div>${row.map(image).join("")}</div>`).join("")}`);
await page.waitForLoadState("load");
await page.screenshot({ path: target, fullPage: true });
await browser.close();
