// Signs somebody in with openid-client, as a web application does. Told by ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI
// and perhaps ID_TOKEN_ALG. Prints `AUTHORIZE <url>`, reads the URL that the browser was sent back to, prints what it
// learned as JSON.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, ID_TOKEN_ALG = "RS256" } = process.env;

async function callbackUrl() {
  for await (const line of createInterface({ input: process.stdin })) return new URL(line);
  throw new Error("nobody said where the browser went");
}

const metadata = { client_secret: CLIENT_SECRET, id_token_signed_response_alg: ID_TOKEN_ALG };
const config = await client.discovery(new URL(ISSUER), CLIENT_ID, metadata, undefined, {
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
});
assert.equal(config.serverMetadata().issuer, ISSUER);

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: REDIRECT_URI,
  scope: "openid profile email offline_access",
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
  state: expectedState,
  nonce: expectedNonce,
});
console.log(`AUTHORIZE ${url.href}`);

const tokens = await client.authorizationCodeGrant(config, await callbackUrl(), {
  pkceCodeVerifier,
  expectedNonce,
  expectedState,
  idTokenExpected: true,
});
const claims = tokens.claims();
const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
assert.notEqual(refreshed.access_token, tokens.access_token);
const again = await client.fetchUserInfo(config, refreshed.access_token, claims.sub);
console.log(JSON.stringify({ claims, userinfo, again }));
process.exit(0);
