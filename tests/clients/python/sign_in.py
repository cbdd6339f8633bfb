"""Signs somebody in with Authlib and httpx, as a web application does. Told by ISSUER, CLIENT_ID, CLIENT_SECRET and
REDIRECT_URI. Prints `AUTHORIZE <url>`, reads the URL that the browser was sent back to, prints what it learned as JSON.
"""

import json
import os
import secrets
import time

import httpx
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.jwk import KeySet

ISSUER, CLIENT_ID = os.environ["ISSUER"], os.environ["CLIENT_ID"]


def discover():
    metadata = httpx.get(ISSUER + "/.well-known/openid-configuration").raise_for_status().json()
    assert metadata["issuer"] == ISSUER, metadata
    return metadata


def check_id_token(id_token, metadata, nonce, access_token):
    keys = KeySet.import_key_set(httpx.get(metadata["jwks_uri"]).raise_for_status().json())
    token = jwt.decode(id_token, keys, algorithms=["RS256"])
    options = {
        "iss": {"essential": True, "value": ISSUER},
        "aud": {"essential": True, "value": CLIENT_ID},
        "auth_time": {"essential": True},
        "at_hash": {"essential": True},
    }
    params = {"nonce": nonce, "client_id": CLIENT_ID, "access_token": access_token}
    claims = CodeIDToken(token.claims, token.header, options, params)
    claims.validate(now=int(time.time()), leeway=5)
    return dict(claims)


def main():
    metadata = discover()
    verifier, nonce = secrets.token_urlsafe(48), secrets.token_urlsafe(16)
    client = OAuth2Client(
        CLIENT_ID,
        os.environ["CLIENT_SECRET"],
        redirect_uri=os.environ["REDIRECT_URI"],
        scope="openid profile email offline_access",
        code_challenge_method="S256",
    )
    url, state = client.create_authorization_url(
        metadata["authorization_endpoint"], code_verifier=verifier, nonce=nonce
    )
    print("AUTHORIZE", url, flush=True)
    callback = input()
    token = client.fetch_token(
        metadata["token_endpoint"], authorization_response=callback, code_verifier=verifier, state=state
    )
    claims = check_id_token(token["id_token"], metadata, nonce, token["access_token"])
    person = client.get(metadata["userinfo_endpoint"]).raise_for_status().json()
    assert person["sub"] == claims["sub"], person
    refreshed = client.refresh_token(metadata["token_endpoint"], token["refresh_token"])
    assert refreshed["access_token"] != token["access_token"]
    again = client.get(metadata["userinfo_endpoint"]).raise_for_status().json()
    print(json.dumps({"claims": claims, "userinfo": person, "again": again}))


main()
