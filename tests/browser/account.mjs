// A person sees to their account with a real browser, without scripts and without a mouse: profile, password, second
// factor, sessions, apps, addresses, activity and settings, until they delete it. Told by ISSUER, EMAIL, SECOND_EMAIL,
// PASSWORD, NEW_PASSWORD, AUTHORIZE_URL and CHROMIUM. Prints what it saw as JSON.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { press, reach, type } from "./keyboard.mjs";
import { read } from "./qr.mjs";
import { code } from "./totp.mjs";

const { ISSUER, EMAIL, SECOND_EMAIL, PASSWORD, NEW_PASSWORD, AUTHORIZE_URL, CHROMIUM } = process.env;
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const complaints = [];
let page;

async function newPage() {
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-GB", acceptDownloads: true });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => {
    // A form that comes again with its problems has the status 422.
    if (message.type() === "error" && !message.text().includes("422")) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(String(error)));
  return page;
}

const heading = () => page.textContent("h1");
const told = () => page.textContent("[role=status]");

async function signIn(password, email = EMAIL) {
  await page.goto(`${ISSUER}/login`);
  await type(page, "Email address", email);
  await type(page, "Password", password);
  await press(page, "Sign in", "form");
}

async function tellAboutOneself() {
  await press(page, "Profile", "nav");
  assert.equal(await heading(), "Profile");
  await type(page, "Given names", "Ann");
  await type(page, "Surname", "Example");
  await reach(page, "Given name first");
  await page.keyboard.press("ArrowDown");
  await type(page, "Date of birth", "yesterday");
  await press(page, "Save");
  assert.match(await page.textContent("[role=alert]"), /Enter a date/);
  await reach(page, "Enter a date such as 1987-10-16");
  await page.keyboard.press("Enter"); // leads to the input
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("1987-10-16");
  await press(page, "Save");
  assert.match(await told(), /saved/);
  await press(page, "Overview", "nav");
  return page.textContent("dd bdi");
}

async function endTheOthers() {
  await press(page, "Sessions", "nav");
  await press(page, "End all other sessions");
  assert.match(await told(), /have ended/);
  return page.locator(".rows li").count();
}

async function changePassword() {
  await press(page, "Security", "nav");
  await press(page, "Change password");
  await type(page, "Current password", PASSWORD);
  await type(page, "New password", NEW_PASSWORD);
  await press(page, "Change password", "form");
  assert.match(await told(), /Your password is changed/);
}

async function download(name) {
  await reach(page, name);
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  return [download.suggestedFilename(), readFileSync(await download.path(), "utf8")];
}

async function turnOnTheSecondFactor() {
  await press(page, "Set up two-step sign-in");
  const key = (await page.textContent(".key-text")).replaceAll(" ", "");
  const path = await page.getAttribute(".qr path", "d");
  const [, , side] = (await page.getAttribute(".qr", "viewBox")).split(" ");
  const uri = new URL(read(path, Number(side)));
  assert.equal(uri.searchParams.get("secret"), key, "the picture says what the key says");
  await type(page, "Authenticator code", "000000");
  await press(page, "Turn on");
  assert.match(await page.textContent("[role=alert]"), /not the right code/);
  await type(page, "Authenticator code", code(key));
  await press(page, "Turn on");
  const codes = await page.locator(".codes code").allTextContents();
  const [file, text] = await download("Download");
  assert.equal(file, "hitkey-recovery-codes.txt");
  assert.ok(codes.length === 10 && codes.every((code) => text.includes(code)), text);
  await press(page, "I have kept them");
  return { key, codes, uri: uri.href };
}

async function signInByRecoveryCode(recovery) {
  await press(page, "Sign out", "nav");
  await signIn(NEW_PASSWORD);
  await press(page, "Use a recovery code instead");
  await type(page, "Recovery code", recovery);
  await press(page, "Confirm");
  assert.equal(await heading(), "Your account");
}

async function turnOffTheSecondFactor(key) {
  await press(page, "Security", "nav");
  await press(page, "Turn off");
  await type(page, "Authenticator code or recovery code", code(key, 1));
  await press(page, "Turn off", "form");
  assert.match(await told(), /is off/);
}

async function allowAnAppAndTakeItBack() {
  await page.goto(AUTHORIZE_URL);
  await page.route((url) => url.origin !== ISSUER, (route) => route.fulfill({ body: "the app" }));
  await press(page, "Allow");
  await page.goto(`${ISSUER}/account/apps`);
  const app = await page.textContent(".rows .name");
  await press(page, `Withdraw the access of ${app}`);
  assert.match(await told(), /no longer has access/);
  assert.match(await page.textContent(".empty"), /not allowed any app/);
  return app;
}

async function codeMailedTo(address) {
  const mailbox = await page.context().newPage();
  for (let tries = 0; tries < 40; tries += 1) {
    await mailbox.goto(`${ISSUER}/dev/mail`);
    const row = mailbox.locator(".rows li", { hasText: address }).first();
    if (await row.count()) {
      await row.locator("a").click();
      const code = await mailbox.textContent(".bigcode");
      await mailbox.close();
      return code;
    }
    await mailbox.waitForTimeout(250);
  }
  throw new Error(`no mail came for ${address}`);
}

async function moveToAnotherAddress() {
  await press(page, "Addresses", "nav");
  await type(page, "Email address", SECOND_EMAIL);
  await press(page, "Send me a code");
  await type(page, "Code from the mail", await codeMailedTo(SECOND_EMAIL));
  await press(page, "Confirm address");
  assert.match(await told(), /is confirmed/);
  await press(page, `Make main: ${SECOND_EMAIL}`);
  await press(page, `Remove: ${EMAIL}`);
  assert.match(await told(), /is removed/);
  return page.locator(".rows .name").allInnerTexts();
}

async function seeWhatHappened() {
  await press(page, "Activity", "nav");
  return page.locator(".rows .name").allInnerTexts();
}

async function readInAnotherLanguageInTheDark() {
  await press(page, "Settings", "nav");
  await reach(page, "Language");
  for (const _ of ["English", "Español", "Русский", "Қазақша"]) await page.keyboard.press("ArrowDown");
  await reach(page, "As on the device");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await press(page, "Save");
  const look = await page.locator("html").evaluate((html) => `${html.lang} ${html.dataset.theme}`);
  await press(page, "Шығу", "nav");
  await page.goto(`${ISSUER}/login`);
  assert.equal(await page.locator("html").getAttribute("lang"), "kk", "beyond the sign-out");
  await page.context().clearCookies({ name: "hk_language" });
  return look;
}

async function takeEverythingAndGo() {
  await signIn(NEW_PASSWORD, SECOND_EMAIL);
  await press(page, "Settings", "nav");
  const [file, text] = await download("Download");
  assert.equal(file, "hitkey-account.json");
  await press(page, "Delete account…");
  await type(page, `To confirm, type ${SECOND_EMAIL}`, SECOND_EMAIL);
  await type(page, "Current password", NEW_PASSWORD);
  await press(page, "Delete for good");
  return { export: JSON.parse(text), farewell: await heading() };
}

try {
  const elsewhere = await newPage();
  await signIn(PASSWORD);
  await newPage();
  await signIn(PASSWORD);
  const name = await tellAboutOneself();
  const sessions = await endTheOthers();
  await elsewhere.goto(`${ISSUER}/account`);
  const ended = new URL(elsewhere.url()).pathname;
  await changePassword();
  const { key, codes, uri } = await turnOnTheSecondFactor();
  await signInByRecoveryCode(codes[0]);
  await turnOffTheSecondFactor(key);
  const app = await allowAnAppAndTakeItBack();
  const addresses = await moveToAnotherAddress();
  const activity = await seeWhatHappened();
  const look = await readInAnotherLanguageInTheDark();
  const end = await takeEverythingAndGo();
  assert.deepEqual(complaints, [], "the browser complained");
  console.log(JSON.stringify({ name, sessions, ended, uri, app, addresses, activity, look, ...end }));
} catch (error) {
  console.error(`at ${page.url()}: ${error.stack}\n${complaints.join("\n")}\n${await page.content()}`);
  process.exitCode = 1;
} finally {
  await browser.close();
}
