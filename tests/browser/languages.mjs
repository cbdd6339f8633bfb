// A person looks at their account in every language on the smallest screen. Told by ISSUER, EMAIL, PASSWORD and CHROMIUM.
// Prints what it saw as JSON.
import { chromium } from "playwright-core";
import { judge, measure } from "./axe.mjs";

const { ISSUER, EMAIL, PASSWORD, CHROMIUM } = process.env;
const LANGUAGES = ["en", "es", "ru", "kk", "tg"];
const PAGES = [
  "/account", "/account/profile", "/account/addresses", "/account/security", "/account/security/password",
  "/account/sessions", "/account/apps", "/account/activity", "/account/settings", "/account/settings/delete",
  "/login?continue=/account", "/register", "/forgot", "/logout",
];

const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
page.setDefaultTimeout(20_000);
const findings = [];
const titles = {};

async function look(language, path) {
  await page.goto(`${ISSUER}${path}`);
  const where = `${path} in ${language}`;
  const lang = await page.getAttribute("html", "lang");
  if (lang !== language) findings.push(`${where}: is in ${lang}`);
  findings.push(...(await judge(page, where)), ...(await measure(page, where)));
}

try {
  await page.goto(`${ISSUER}/login`);
  await page.fill("#email", EMAIL);
  await page.fill("#password", PASSWORD);
  await page.click("main form button");
  for (const language of LANGUAGES) {
    await page.goto(`${ISSUER}/account/settings`);
    await page.selectOption("#language", language);
    await page.click("main form button");
    titles[language] = await page.textContent("h1");
    for (const path of PAGES) await look(language, path);
  }
  console.log(JSON.stringify({ titles, findings }));
} finally {
  await browser.close();
}
