// A person signs in at Apache's mod_auth_openidc with a real browser. Told by ISSUER, HOME, EMAIL, PASSWORD and CHROMIUM.
// Prints what it saw as JSON.
import { chromium } from "playwright-core";

const { ISSUER, HOME, EMAIL, PASSWORD, CHROMIUM } = process.env;

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.setDefaultTimeout(20_000);

try {
  await page.goto(`${HOME}/secure/`);
  await page.fill("input[name=email]", EMAIL);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("form:has(input[name=password]) button");
  await page.click("button[value=allow]");
  await page.waitForURL(`${HOME}/secure/`);
  const [welcome, user] = [await page.textContent("h1"), await page.textContent("p")];
  console.log(JSON.stringify({ welcome, user }));
} catch (error) {
  console.error(`at ${page.url()}: ${error}\n${await page.content()}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
