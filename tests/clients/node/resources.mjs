// Gets tokens for certain servers with openid-client (RFC 8707). Told by ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, and
// by RESOURCES, with blanks between them. Prints `AUTHORIZE <url>`, reads the URL that the browser was sent back to, prints
// what it learned as JSON.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, RESOURCES } = process.env;
const resources = RESOURCES.split(" ");

async function callbackUrl() {
  for await (const line of createInterface({ input: process.stdin })) return new URL(line);
  throw new Error("nobody said where the browser went");
}

function named(...uris) {
  return new URLSearchParams(uris.map((uri) => ["resource", uri]));
}

const config = await client.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, {
  execute: [client.allowInsecureRequests],
});
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const parameters = named(...resources);
parameters.set("redirect_uri", REDIRECT_URI);
parameters.set("scope", "openid email");
parameters.set("code_challenge", await client.calculatePKCECodeChallenge(pkceCodeVerifier));
parameters.set("code_challenge_method", "S256");
// Pushed, so that the parameter goes through that endpoint, too.
const url = await client.buildAuthorizationUrlWithPAR(config, parameters);
console.log(`AUTHORIZE ${url.href}`);

const checks = { pkceCodeVerifier, idTokenExpected: true };
const first = await client.authorizationCodeGrant(config, await callbackUrl(), checks, named(resources[0]));
const second = await client.refreshTokenGrant(config, first.refresh_token, named(resources[1]));
const all = await client.refreshTokenGrant(config, first.refresh_token);
const audience = async ({ access_token }) => (await client.tokenIntrospection(config, access_token)).aud;
const told = [await audience(first), await audience(second), await audience(all)];
await assert.rejects(client.fetchUserInfo(config, first.access_token, first.claims().sub));
let refused;
try {
  await client.refreshTokenGrant(config, first.refresh_token, named("https://elsewhere.example.org"));
} catch (error) {
  refused = error.error;
}
const token = first.access_token;
console.log(JSON.stringify({ told, refused, token, claims: first.claims() }));
process.exit(0);
