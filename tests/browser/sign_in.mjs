// A person signs in at a tiny relying party with a real browser: sign-in page, second factor, consent. Told by ISSUER,
// CLIENT_ID, CLIENT_SECRET, RP_PORT, EMAIL, PASSWORD, CODE and CHROMIUM. Prints what it saw as JSON.
// With SCREENSHOTS, a picture of each page is kept in that folder.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import * as client from "openid-client";
import { chromium } from "playwright-core";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, RP_PORT, EMAIL, PASSWORD, CODE, CHROMIUM, SCREENSHOTS } = process.env;
const home = `http://127.0.0.1:${RP_PORT}`;
const redirect_uri = `${home}/callback`;

// The relying party: `/` sends people to HitKey, `/callback` signs them in and greets them.
async function relyingParty() {
  const config = await client.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, {
    execute: [client.allowInsecureRequests],
  });
  const pkceCodeVerifier = client.randomPKCECodeVerifier();
  const expectedState = client.randomState();
  const code_challenge = await client.calculatePKCECodeChallenge(pkceCodeVerifier);
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri, code_challenge, code_challenge_method: "S256", scope: "openid profile email", state: expectedState,
  });
  const answer = async (request, response) => {
    if (request.url === "/") return response.writeHead(302, { location: url.href }).end();
    if (!request.url.startsWith("/callback")) return response.writeHead(204).end(); // its icon, say
    const tokens = await client.authorizationCodeGrant(config, new URL(request.url, home), {
      pkceCodeVerifier, expectedState, idTokenExpected: true,
    });
    const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
    response.writeHead(200, { "content-type": "text/html" });
    response.end(`<h1>Welcome ${person.email}</h1><pre>${JSON.stringify(tokens.claims())}</pre>`);
  };
  return createServer((request, response) =>
    answer(request, response).catch((error) => response.writeHead(500).end(String(error))),
  ).listen(Number(RP_PORT), "127.0.0.1");
}

const server = await relyingParty();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
const complaints = [];
page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.setDefaultTimeout(20_000);

let pictures = 0;
async function look(name) {
  if (!SCREENSHOTS) return;
  mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({ path: `${SCREENSHOTS}/${++pictures}-${name}.png`, fullPage: true });
}

try {
  await page.goto(home);
  await look("sign-in");
  await page.fill("input[name=email]", EMAIL);
  await page.fill("input[name=password]", PASSWORD);
  await page.click("form:has(input[name=password]) button");
  await page.waitForSelector("input[name=code]");
  await look("second-factor");
  await page.fill("input[name=code]", CODE);
  await page.click("form:has(input[name=code]) button");
  await page.waitForSelector("button[value=allow]");
  await look("consent");
  await page.click("button[value=allow]");
  await page.waitForURL(`${redirect_uri}**`);
  const welcome = await page.textContent("h1");
  assert.equal(welcome, `Welcome ${EMAIL}`);
  const claims = JSON.parse(await page.textContent("pre"));
  // The second time, nobody is asked anything.
  await page.goto(home);
  await page.waitForURL(`${redirect_uri}**`);
  await page.goto(`${ISSUER}/account`);
  await look("account");
  assert.deepEqual(complaints, [], "the browser complained");
  console.log(JSON.stringify({ welcome, claims }));
} catch (error) {
  console.error(`at ${page.url()}: ${error}\n${complaints.join("\n")}\n${await page.content()}`);
  process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}
