// Registers itself with openid-client and signs somebody in as what it got. Told by ISSUER, REDIRECT_URI and perhaps
// INITIAL_ACCESS_TOKEN and AUTH, the token_endpoint_auth_method. Prints `AUTHORIZE <url>`, reads the URL that the
// browser was sent back to, prints what it learned as JSON.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import * as client from "openid-client";

const { ISSUER, REDIRECT_URI, INITIAL_ACCESS_TOKEN: initialAccessToken, AUTH = "client_secret_basic" } = process.env;

async function callbackUrl() {
  for await (const line of createInterface({ input: process.stdin })) return new URL(line);
  throw new Error("nobody said where the browser went");
}

const METHODS = {
  client_secret_basic: client.ClientSecretBasic(),
  client_secret_post: client.ClientSecretPost(),
  client_secret_jwt: client.ClientSecretJwt(),
  none: client.None(),
};
const metadata = { client_name: "Shop", redirect_uris: [REDIRECT_URI], token_endpoint_auth_method: AUTH };
const config = await client.dynamicClientRegistration(new URL(ISSUER), metadata, METHODS[AUTH], {
  initialAccessToken,
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
});
const registered = config.clientMetadata();
assert.equal(registered.token_endpoint_auth_method, AUTH);

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: REDIRECT_URI,
  scope: "openid profile email",
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
console.log(JSON.stringify({ registered, claims, userinfo }));
process.exit(0);
