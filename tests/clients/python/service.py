"""Stands for itself with Authlib and httpx, as a service does: gets a token, asks what it is worth, gives it back, asks
again. Told by ISSUER, CLIENT_ID and CLIENT_SECRET. Prints what it learned as JSON.
"""

import json
import os

import httpx
from authlib.integrations.httpx_client import OAuth2Client


def main():
    metadata = httpx.get(os.environ["ISSUER"] + "/.well-known/openid-configuration").raise_for_status().json()
    client = OAuth2Client(os.environ["CLIENT_ID"], os.environ["CLIENT_SECRET"])
    token = client.fetch_token(metadata["token_endpoint"], grant_type="client_credentials")

    def ask():
        answer = client.introspect_token(
            metadata["introspection_endpoint"], token=token["access_token"], token_type_hint="access_token"
        )
        return answer.raise_for_status().json()

    before = ask()
    client.revoke_token(
        metadata["revocation_endpoint"], token=token["access_token"], token_type_hint="access_token"
    ).raise_for_status()
    print(json.dumps({"token": token, "before": before, "after": ask()}))


main()
