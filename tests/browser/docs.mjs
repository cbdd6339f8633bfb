// A developer tries the API from its description with a real browser: authorizes with an API token and calls
// `GET /auth/me`. Told by ISSUER, TOKEN and CHROMIUM. Prints what it saw as JSON. With SCREENSHOTS, a picture is kept.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { chromium } from "playwright-core";

const { ISSUER, TOKEN, CHROMIUM, SCREENSHOTS } = process.env;
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
const complaints = [];
const elsewhere = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("request", (request) => {
  if (!request.url().startsWith(ISSUER) && !request.url().startsWith("data:")) elsewhere.push(request.url());
});
page.setDefaultTimeout(20_000);

try {
  await page.goto(`${ISSUER}/docs`);
  await page.waitForSelector(".opblock");
  const operations = await page.locator(".opblock").count();

  await page.click(".auth-wrapper .authorize");
  const scheme = page.locator(".auth-container", { hasText: "apiToken" });
  await scheme.locator("input").fill(TOKEN);
  await scheme.locator("button.authorize").click();
  await page.click(".btn-done");

  const me = page.locator(".opblock", { has: page.locator('[data-path="/auth/me"]') });
  await me.locator(".opblock-summary-control").click();
  await me.locator(".try-out__btn").click();
  await me.locator("button.execute").click();
  const live = me.locator(".live-responses-table .response");
  const status = (await live.locator(".response-col_status").first().innerText()).trim();
  const body = await live.locator(".highlight-code, .microlight").first().innerText();
  if (SCREENSHOTS) {
    mkdirSync(SCREENSHOTS, { recursive: true });
    await me.scrollIntoViewIfNeeded();
    await page.screenshot({ path: `${SCREENSHOTS}/docs.png` });
  }
  assert.deepEqual(complaints, []);
  assert.deepEqual(elsewhere, []);
  console.log(JSON.stringify({ operations, status, body }));
} finally {
  await browser.close();
}
