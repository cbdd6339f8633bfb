// Stands for itself with openid-client, as a service does: gets a token, asks what it is worth, gives it back, asks
// again. Told by ISSUER, CLIENT_ID and CLIENT_SECRET. Prints what it learned as JSON.
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env;

const config = await client.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, {
  execute: [client.allowInsecureRequests],
});
const token = await client.clientCredentialsGrant(config);
const before = await client.tokenIntrospection(config, token.access_token);
await client.tokenRevocation(config, token.access_token, { token_type_hint: "access_token" });
const after = await client.tokenIntrospection(config, token.access_token);
console.log(JSON.stringify({ token, before, after }));
process.exit(0);
