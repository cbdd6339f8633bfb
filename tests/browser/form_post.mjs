// A relying party of another site sends its request by form and gets the answer by form, with a real browser between:
// once with scripts and once without; and once all in URLs. Told by ISSUER, CLIENT_ID, CLIENT_SECRET, RP_PORT, EMAIL, PASSWORD and CHROMIUM.
// Prints what it saw as JSON.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import * as client from "openid-client";
import { chromium } from "playwright-core";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, RP_PORT, EMAIL, PASSWORD, CHROMIUM } = process.env;
// HitKey is at `localhost`: this is another site, which its cookies are kept from.
const home = `http://127.0.0.1:${RP_PORT}`;
const redirect_uri = `${home}/callback`;
// And the relying party greets people at a third origin, as many do that have their API elsewhere.
const welcome = `http://app.localhost:${RP_PORT}/welcome`;

async function posted(request) {
  let body = "";
  for await (const part of request) body += part;
  return new Request(redirect_uri, { method: "POST", headers: { "content-type": request.headers["content-type"] }, body });
}

async function relyingParty() {
  const config = await client.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, {
    execute: [client.allowInsecureRequests],
  });
  assert.deepEqual(config.serverMetadata().response_modes_supported, ["query", "form_post"]);
  const [pkceCodeVerifier, expectedState] = [client.randomPKCECodeVerifier(), client.randomState()];
  const expectedNonce = client.randomNonce();
  const code_challenge = await client.calculatePKCECodeChallenge(pkceCodeVerifier);
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri, code_challenge, code_challenge_method: "S256", scope: "openid email", state: expectedState,
    nonce: expectedNonce, response_mode: "form_post",
  });
  const fields = [...url.searchParams].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
  const byUrl = new URL(url);
  byUrl.searchParams.delete("response_mode");
  const seen = [];
  const answer = async (request, response) => {
    const html = (text) => response.writeHead(200, { "content-type": "text/html" }).end(text);
    if (request.url === "/by-url") return response.writeHead(303, { location: byUrl.href }).end();
    if (request.url === "/") {
      return html(`<form method="post" action="${url.origin}${url.pathname}">${fields.join("")}<button>Sign in</button></form>`);
    }
    if (request.url.startsWith("/welcome")) return html(`<h1>Welcome</h1>`);
    if (!request.url.startsWith("/callback")) return response.writeHead(204).end(); // its icon, say
    const told = request.method === "POST" ? await posted(request) : new URL(request.url, home);
    const tokens = await client.authorizationCodeGrant(config, told, {
      pkceCodeVerifier, expectedState, expectedNonce, idTokenExpected: true,
    });
    seen.push({ method: request.method, origin: request.headers.origin, claims: tokens.claims() });
    response.writeHead(303, { location: welcome }).end();
  };
  const server = createServer((request, response) =>
    answer(request, response).catch((error) => response.writeHead(500).end(String(error))),
  ).listen(Number(RP_PORT), "127.0.0.1");
  return { server, seen };
}

const { server, seen } = await relyingParty();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
const complaints = [];

async function visit(options, begin, atTheForm) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.setDefaultTimeout(20_000);
  for (const isFirst of [true, false]) {
    await begin(page);
    if (isFirst) {
      await page.fill("input[name=email]", EMAIL);
      await page.fill("input[name=password]", PASSWORD);
      await page.click("form:has(input[name=password]) button");
      if (seen.length === 0) await page.click("button[value=allow]");
    }
    await atTheForm(page);
    await page.waitForURL(welcome).catch((error) => {
      throw new Error(`at ${page.url()}: ${error}\n${complaints.join("\n")}`);
    });
  }
  await context.close();
}

try {
  const byForm = async (page) => {
    await page.goto(home);
    await page.click("button");
  };
  await visit({}, byForm, async () => {});
  await visit({ javaScriptEnabled: false }, byForm, (page) => page.click("form:has(input[name=code]) button"));
  await visit({}, (page) => page.goto(`${home}/by-url`), async () => {});
  assert.deepEqual(complaints, [], "the browser complained");
  console.log(JSON.stringify({ seen }));
} catch (error) {
  console.error(String(error));
  process.exitCode = 1;
} finally {
  await browser.close();
  server.close();
}
