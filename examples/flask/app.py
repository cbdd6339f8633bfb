"""A web application that signs people in with HitKey."""

import os
import time

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, render_template_string, request, session

ISSUER = os.environ["ISSUER"]
APP_URL = os.environ.get("APP_URL", "http://localhost:3000")

app = Flask(__name__)
app.secret_key = os.environ["SESSION_SECRET"]
app.config.update(
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    SESSION_COOKIE_SECURE=APP_URL.startswith("https:"),
)

# Authlib makes and checks state, nonce and the PKCE verifier, which it keeps in the session meanwhile.
hitkey = OAuth(app).register(
    "hitkey",
    client_id=os.environ["CLIENT_ID"],
    client_secret=os.environ["CLIENT_SECRET"],
    server_metadata_url=ISSUER + "/.well-known/openid-configuration",
    client_kwargs={"scope": "openid profile email", "code_challenge_method": "S256"},
)

PAGE = """<!doctype html><title>Flask and HitKey</title>
{% if person %}
  <p>Hello, {{ person.name }} ({{ person.email }}).</p>
  <form method="post" action="/logout"><button>Sign out</button></form>
{% else %}
  {% if problem %}<p>That did not work.</p>{% endif %}
  <a href="/login">Sign in with HitKey</a>
{% endif %}"""


@app.get("/login")
def login():
    """Sends the browser to HitKey."""
    return hitkey.authorize_redirect(APP_URL + "/callback")


@app.get("/callback")
def callback():
    """The browser is back with a code: it is exchanged, and the id token is checked."""
    if request.args.get("iss") != ISSUER:
        raise OAuthError("the answer comes from another issuer")
    token = hitkey.authorize_access_token()
    person = hitkey.userinfo(token=token)
    if person["sub"] != token["userinfo"]["sub"]:
        raise OAuthError("userinfo is about somebody else")
    session.clear()
    session["person"] = {"sub": person["sub"], "name": person["name"], "email": person["email"]}
    session["expires_at"] = token["expires_at"]
    return redirect("/")


@app.get("/")
def home():
    """Greets whoever is signed in. After an hour HitKey is asked again, which nobody notices who is signed in there."""
    if "person" in session and session["expires_at"] <= time.time():
        return redirect("/login")
    return render_template_string(PAGE, person=session.get("person"))


@app.post("/logout")
def logout():
    """Ends the session here. The person stays signed in at HitKey. (SameSite keeps other sites from doing this.)"""
    session.clear()
    return redirect("/")


@app.errorhandler(OAuthError)
def refused(error):
    """The person said no, or the answer fits to nothing that was asked here."""
    app.logger.warning("sign-in failed: %s", error)
    return render_template_string(PAGE, problem=True), 403
