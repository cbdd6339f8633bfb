"""A real SMTP server for the tests: smtp_server.py PORT DIRECTORY kind|strict|slow|dying

Writes each mail as DIRECTORY/<number>.json. `strict` wants STARTTLS, with a certificate of its own authority
(DIRECTORY/authority.pem), and then a log-in. `slow` says nothing for a minute. `dying` ends, without a word to its
client, as soon as it has read a mail.
"""

import asyncio
import datetime
import email
import email.policy
import ipaddress
import json
import os
import ssl
import sys
import tempfile
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

PORT, DIRECTORY, TEMPER = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
NAME, PASSWORD = b"hitkey", b"let-me-in"


class Keeper:
    """Keeps each mail in a file of its own."""

    async def handle_DATA(self, server, session, envelope):
        if TEMPER == "dying":
            os._exit(1)
        message = email.message_from_bytes(envelope.content, policy=email.policy.default)
        part = lambda kind: body.get_content() if (body := message.get_body((kind,))) else ""
        for recipient in envelope.rcpt_tos:
            keep({
                "to": recipient,
                "from": envelope.mail_from,
                "subject": message["subject"],
                "text": part("plain"),
                "html": part("html"),
                "user": getattr(session.auth_data, "login", b"").decode() if session.auth_data else None,
                "tls": session.ssl is not None,
            })
        return "250 kept"


def keep(mail):
    """A file appears whole or not at all."""
    with tempfile.NamedTemporaryFile("w", dir=DIRECTORY, suffix=".part", delete=False) as file:
        json.dump(mail, file)
    os.rename(file.name, file.name.removesuffix(".part") + ".json")


class Slow(SMTP):
    """Greets after a minute."""

    async def _handle_client(self):
        await asyncio.sleep(60)
        await super()._handle_client()


def authenticate(server, session, envelope, mechanism, data):
    good = getattr(data, "login", None) == NAME and getattr(data, "password", None) == PASSWORD
    return AuthResult(success=good, auth_data=data if good else None)


def certificate(name, key, issuer, issuer_key, is_authority):
    now = datetime.datetime.now(datetime.timezone.utc)
    day = datetime.timedelta(days=1)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - day)
        .not_valid_after(now + day)
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )
    if not is_authority:
        names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(issuer_key, hashes.SHA256())


def common_name(text):
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, text)])


def tls():
    """A context with a certificate of a new authority, which stands in DIRECTORY/authority.pem."""
    pem = serialization.Encoding.PEM
    plain = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    authority_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = common_name("Test authority")
    root = certificate(authority, authority_key, authority, authority_key, True)
    leaf = certificate(common_name("localhost"), key, authority, authority_key, False)
    (DIRECTORY / "authority.pem").write_bytes(root.public_bytes(pem))
    chain = DIRECTORY / "server.pem"
    chain.write_bytes(key.private_bytes(pem, *plain) + leaf.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context


async def main():
    options = {"enable_SMTPUTF8": True}
    if TEMPER == "strict":
        options |= {
            "tls_context": tls(),
            "require_starttls": True,
            "auth_required": True,
            "authenticator": authenticate,
        }
    kind = Slow if TEMPER == "slow" else SMTP
    server = await asyncio.get_running_loop().create_server(lambda: kind(Keeper(), **options), "127.0.0.1", PORT)
    await server.serve_forever()


asyncio.run(main())
