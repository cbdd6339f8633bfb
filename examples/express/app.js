// A web application that signs people in with HitKey.
import { promisify } from "node:util";
import express from "express";
import session from "express-session";
import * as oidc from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, SESSION_SECRET, PORT = "3000" } = process.env;
const { APP_URL = `http://localhost:${PORT}` } = process.env;
const secure = APP_URL.startsWith("https:");

// Where HitKey's endpoints are, asked once. Plain http is for your own machine only.
const hitkey = await oidc.discovery(new URL(ISSUER), CLIENT_ID, CLIENT_SECRET, undefined, {
  execute: ISSUER.startsWith("http://localhost") ? [oidc.allowInsecureRequests] : [],
});

const app = express();
app.use(
  session({
    name: "session",
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    proxy: secure, // TLS ends at a proxy
    cookie: { httpOnly: true, sameSite: "lax", secure },
  }),
);

// Sends the browser to HitKey, and remembers what the answer must fit to.
app.get("/login", async (req, res) => {
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const [expectedState, expectedNonce] = [oidc.randomState(), oidc.randomNonce()];
  req.session.signIn = { pkceCodeVerifier, expectedState, expectedNonce };
  const url = oidc.buildAuthorizationUrl(hitkey, {
    redirect_uri: `${APP_URL}/callback`,
    scope: "openid profile email offline_access",
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    state: expectedState,
    nonce: expectedNonce,
  });
  res.redirect(url.href);
});

// The browser is back with a code. The library checks state, issuer, nonce and the id token.
app.get("/callback", async (req, res) => {
  const { signIn } = req.session;
  if (!signIn) return res.redirect("/");
  delete req.session.signIn; // good for one try
  const tokens = await oidc.authorizationCodeGrant(hitkey, new URL(req.originalUrl, APP_URL), {
    ...signIn,
    idTokenExpected: true,
  });
  await promisify(req.session.regenerate).call(req.session); // a new id, which nobody else can know
  req.session.sub = tokens.claims().sub;
  keep(req.session, tokens);
  res.redirect("/");
});

function keep(session, tokens) {
  session.accessToken = tokens.access_token;
  session.refreshToken = tokens.refresh_token ?? session.refreshToken;
  session.expiresAt = Date.now() + tokens.expires_in * 1000;
}

// Who is signed in. An access token that has expired is refreshed; when HitKey refuses, the sign-in is over.
async function person(session) {
  if (!session.sub) return null;
  try {
    if (Date.now() >= session.expiresAt) {
      keep(session, await oidc.refreshTokenGrant(hitkey, session.refreshToken));
    }
    return await oidc.fetchUserInfo(hitkey, session.accessToken, session.sub);
  } catch (error) {
    const refused = [oidc.ResponseBodyError, oidc.WWWAuthenticateChallengeError];
    if (!refused.some((kind) => error instanceof kind)) throw error;
    return null;
  }
}

app.get("/", async (req, res) => {
  const who = await person(req.session);
  if (!who) return res.send(page(`<a href="/login">Sign in with HitKey</a>`));
  res.send(page(`<p>Hello, ${text(who.name)} (${text(who.email)}).</p>
    <form method="post" action="/logout"><button>Sign out</button></form>`));
});

// Ends the session here. The person stays signed in at HitKey. (SameSite keeps other sites from doing this.)
app.post("/logout", async (req, res) => {
  await promisify(req.session.destroy).call(req.session);
  res.clearCookie("session").redirect("/");
});

// The person said no, or the answer fits to nothing that was asked here.
app.use((error, req, res, next) => {
  console.error(error);
  const refusals = [oidc.AuthorizationResponseError, oidc.ResponseBodyError, oidc.ClientError];
  res.status(refusals.some((kind) => error instanceof kind) ? 403 : 500);
  res.send(page(`<p>That did not work.</p> <a href="/login">Try again</a>`));
});

const page = (content) => `<!doctype html><title>Express and HitKey</title>${content}`;
const text = (value) => String(value ?? "").replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

app.listen(Number(PORT), "localhost", () => console.log(`open ${APP_URL}`));
