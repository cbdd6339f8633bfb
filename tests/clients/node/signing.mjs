// Signs somebody in with openid-client, as an application that proves itself by what it signs. Told by ISSUER,
// CLIENT_ID, REDIRECT_URI, HOW the request travels (plain, signed, pushed or signed+pushed) and AUTH: private_key_jwt with PRIVATE_JWK and ALG, or client_secret_jwt with CLIENT_SECRET.
// Prints `AUTHORIZE <url>`, reads the URL that the browser was sent back to, prints what it learned as JSON.
import assert from "node:assert/strict";
import { createInterface } from "node:readline";
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, AUTH, PRIVATE_JWK, ALG, HOW } = process.env;

const PARAMETERS = {
  RS256: { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" },
  PS256: { name: "RSA-PSS", hash: "SHA-256" },
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  EdDSA: { name: "Ed25519" },
};

async function callbackUrl() {
  for await (const line of createInterface({ input: process.stdin })) return new URL(line);
  throw new Error("nobody said where the browser went");
}

async function privateKey() {
  const { use, key_ops, alg, ...jwk } = JSON.parse(PRIVATE_JWK);
  const key = await crypto.subtle.importKey("jwk", jwk, PARAMETERS[ALG], false, ["sign"]);
  return { key, kid: jwk.kid };
}

const authentication =
  AUTH === "private_key_jwt" ? client.PrivateKeyJwt(await privateKey()) : client.ClientSecretJwt(CLIENT_SECRET);
const config = await client.discovery(new URL(ISSUER), CLIENT_ID, undefined, authentication, {
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
});
const metadata = config.serverMetadata();
assert.ok(metadata.token_endpoint_auth_methods_supported.includes(AUTH));

const pkceCodeVerifier = client.randomPKCECodeVerifier();
const [expectedState, expectedNonce] = [client.randomState(), client.randomNonce()];
const parameters = {
  redirect_uri: REDIRECT_URI,
  scope: "openid profile email offline_access",
  code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: "S256",
  state: expectedState,
  nonce: expectedNonce,
};
async function authorizationUrl() {
  if (HOW === "signed") return client.buildAuthorizationUrlWithJAR(config, parameters, await privateKey());
  if (HOW === "pushed") return client.buildAuthorizationUrlWithPAR(config, parameters);
  if (HOW === "signed+pushed") {
    const signed = await client.buildAuthorizationUrlWithJAR(config, parameters, await privateKey());
    return client.buildAuthorizationUrlWithPAR(config, signed.searchParams);
  }
  return client.buildAuthorizationUrl(config, parameters);
}
console.log(`AUTHORIZE ${(await authorizationUrl()).href}`);

const tokens = await client.authorizationCodeGrant(config, await callbackUrl(), {
  pkceCodeVerifier,
  expectedNonce,
  expectedState,
  idTokenExpected: true,
});
const claims = tokens.claims();
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
const userinfo = await client.fetchUserInfo(config, refreshed.access_token, claims.sub);
console.log(JSON.stringify({ claims, userinfo }));
process.exit(0);
