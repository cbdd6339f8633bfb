// Starts a sign-in with openid-client and is sent back with an answer that somebody changed on the way. Told by ISSUER,
// CLIENT_ID, CLIENT_SECRET and REDIRECT_URI. Prints `AUTHORIZE <url>`, reads the URL that the browser was sent back to,
// prints what became of it as JSON.
import { createInterface } from "node:readline";
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } = process.env;

async function callbackUrl() {
  for await (const line of createInterface({ input: process.stdin })) return new URL(line);
  throw new Error("nobody said where the browser went");
}

const options = { execute: [client.allowInsecureRequests] };
const config = await client.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, options);
const pkceCodeVerifier = client.randomPKCECodeVerifier();
const expectedState = client.randomState();
const url = client.buildAuthorizationUrl(config, {
  redirect_uri: REDIRECT_URI,
  scope: "openid",
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
  state: expectedState,
});
console.log(`AUTHORIZE ${url.href}`);

const callback = await callbackUrl();
try {
  await client.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState });
  console.log(JSON.stringify({ refused: null }));
} catch (error) {
  console.log(JSON.stringify({ refused: error.cause?.message ?? error.message }));
}
process.exit(0);
