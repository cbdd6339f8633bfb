// Signs somebody in with openid-client, and out again (RP-Initiated Logout). Told by ISSUER, CLIENT_ID, CLIENT_SECRET,
// REDIRECT_URI and POST_LOGOUT_REDIRECT_URI. Prints `AUTHORIZE <url>` whenever the browser has to go somewhere, reads
// the URL that it was sent back to, prints what it learned as JSON.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, POST_LOGOUT_REDIRECT_URI } = process.env;
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

async function visit(url) {
  console.log(`AUTHORIZE ${url.href}`);
  return new URL((await lines.next()).value);
}

const config = await client.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, {
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
});

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const back = await visit(
  client.buildAuthorizationUrl(config, {
    redirect_uri: REDIRECT_URI,
    scope: "openid",
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
  }),
);
const tokens = await client.authorizationCodeGrant(config, back, { pkceCodeVerifier, idTokenExpected: true });

const state = client.randomState();
const bye = await visit(
  client.buildEndSessionUrl(config, {
    id_token_hint: tokens.id_token,
    post_logout_redirect_uri: POST_LOGOUT_REDIRECT_URI,
    state,
  }),
);
assert.equal(bye.origin + bye.pathname, POST_LOGOUT_REDIRECT_URI);
assert.equal(bye.searchParams.get("state"), state);
console.log(JSON.stringify({ sid: tokens.claims().sid }));
process.exit(0);
