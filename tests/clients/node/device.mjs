// Signs somebody in on a device without a browser, with openid-client (RFC 8628). Told by ISSUER, CLIENT_ID and
// CLIENT_SECRET. Prints `AUTHORIZE <verification_uri_complete>`, polls until the person allowed it, prints what it
// learned as JSON.
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env;

const config = await client.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, {
  execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks],
});
const device = await client.initiateDeviceAuthorization(config, { scope: "openid email offline_access" });
console.log(`AUTHORIZE ${device.verification_uri_complete}`);
const tokens = await client.pollDeviceAuthorizationGrant(config, device);
const claims = tokens.claims();
const userinfo = await client.fetchUserInfo(config, tokens.access_token, claims.sub);
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
const again = await client.fetchUserInfo(config, refreshed.access_token, claims.sub);
console.log(JSON.stringify({ claims, userinfo, again }));
process.exit(0);
