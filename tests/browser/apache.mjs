// A person signs in at Apache's mod_auth_openidc with a real browser, and out again: first there, then at HitKey, which
// tells Apache. Told by ISSUER, SITE, EMAIL, PASSWORD and CHROMIUM. Prints what it saw as JSON.
import { chromium } from "playwright-core";

const { ISSUER, SITE, EMAIL, PASSWORD, CHROMIUM } = process.env;

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage();
page.setDefaultTimeout(20_000);

async function enterPassword() {
  await page.fill("input[name=email]", EMAIL);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("form:has(input[name=password]) button");
}

// Whether Apache knows the browser without asking HitKey.
async function isKnown() {
  const answer = await page.request.get(`${SITE}/secure/`, { maxRedirects: 0 });
  return answer.status() === 200;
}

async function eventually(wish) {
  for (const end = Date.now() + 20_000; Date.now() < end; ) {
    if (await wish()) return true;
    await page.waitForTimeout(100);
  }
  return false;
}

try {
  await page.goto(`${SITE}/secure/`);
  await enterPassword();
  await page.click("button[value=allow]");
  await page.waitForURL(`${SITE}/secure/`);
  const [welcome, user] = [await page.textContent("h1"), await page.textContent("p")];

  await page.goto(`${SITE}/secure/redirect_uri?logout=${encodeURIComponent(`${SITE}/bye.html`)}`);
  await page.waitForURL(`${SITE}/bye.html**`);
  const goodbye = await page.textContent("h1");
  await page.goto(`${SITE}/secure/`); // nobody is signed in at HitKey either, so a password is asked for
  await enterPassword();
  await page.waitForURL(`${SITE}/secure/`);
  const knownBefore = await isKnown();

  await page.goto(`${ISSUER}/logout`);
  await page.click("main form button");
  await page.waitForSelector("h1");
  const forgotten = await eventually(async () => !(await isKnown()));
  console.log(JSON.stringify({ welcome, user, goodbye, knownBefore, forgotten }));
} catch (error) {
  console.error(`at ${page.url()}: ${error}\n${await page.content()}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
