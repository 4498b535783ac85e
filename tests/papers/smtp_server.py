"""A server of mail for tests, on a free port of 127.0.0.1, that fails as the recipient's local part tells it to.

    smtp_server.py MODE [CERTIFICATE KEY]

MODE: plain; busy (421 at once); closed (554 at once); silent (no greeting); short (closes after each message, as an idle server
does); password (wants AUTH, takes "concert" / "open sesame"); sealed (STARTTLS with the certificate, and AUTH after it).
Says its port on the first line, then one line of JSON for each message it took: sender, recipient, hello, sealed, connection, and the message's SHA-256
(the message itself would not fit the pipe, which nobody reads while it is sent).
"""
import asyncio
import hashlib
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

mode = sys.argv[1]
connections = 0


def say(line):
    print(line, flush=True)


class Handler:
    async def handle_MAIL(self, server, session, envelope, address, options):
        if address.startswith("refused.sender@"):
            return "550 5.7.1 Sender refused"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        what = address.split("@")[0]
        if what == "later":
            return "450 4.2.1 Mailbox busy"
        if what == "never":
            return "550-5.1.1 Nobody here\r\n550 5.1.1 of that name"
        if what == "endless":
            return "550-No, and no again\r\n" * 1000 + "550 no"
        if what == "login":
            return "530 5.7.0 Authentication required"
        if what == "vanish":
            server.transport.abort()
            return "250 OK"
        if what == "mumble":
            return "this is no reply"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        what = envelope.rcpt_tos[0].split("@")[0]
        replies = {
            "full": "451 4.3.0 No room now",
            "spam": "554 5.7.1 Not wanted",
            "leaving": "421 4.3.2 Closing",
            "garbage": "what was that\r\nno idea",
            "odd": "399 Neither yes nor no",
            "many": "250-Two lines\r\n250 2.0.0 Ok: queued as 4ABC\x07\xff",
            "deaf": "",
        }
        if what == "drop":
            server.transport.abort()
            return "250 OK"
        if what == "slow":
            await asyncio.sleep(1)
        if what == "slower":
            await asyncio.sleep(30)
        if what in replies and not replies[what].startswith("250"):
            return replies[what]
        say(json.dumps({
            "sender": envelope.mail_from,
            "recipient": envelope.rcpt_tos[0],
            "hello": session.host_name,
            "sealed": session.ssl is not None,
            "connection": server.number,
            "sha256": hashlib.sha256(envelope.original_content).hexdigest(),
        }))
        if mode == "short":
            asyncio.get_running_loop().call_later(0.05, server.transport.close)
        return replies.get(what, "250 2.0.0 Ok: queued as 4XYZ")


class Server(SMTP):
    def connection_made(self, transport):
        global connections
        if self.transport is None:
            connections += 1
            self.number = connections
        super().connection_made(transport)

    async def _handle_client(self):
        if mode == "silent":
            await asyncio.sleep(3600)
        if mode in ("busy", "closed"):
            await self.push("421 4.3.2 Too busy" if mode == "busy" else "554 No mail here")
            self.transport.close()
            return
        await super()._handle_client()

    async def push(self, status):
        if status == "":
            return
        if isinstance(status, str):
            status = status.encode("latin-1")
        await super().push(status)


def login(server, session, envelope, mechanism, data):
    right = data.login == b"concert" and data.password == b"open sesame"
    return AuthResult(success=right, handled=True) if right else AuthResult(success=False, handled=False, message="535 5.7.8 Wrong password")


async def main():
    options = {"hostname": "mail.example.org", "timeout": 60}
    if mode == "password":
        options |= {"authenticator": login, "auth_required": True, "auth_require_tls": False}
    if mode == "sealed":
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(sys.argv[2], sys.argv[3])
        options |= {"tls_context": context, "require_starttls": True, "authenticator": login, "auth_required": True}
    server = await asyncio.get_running_loop().create_server(lambda: Server(Handler(), **options), "127.0.0.1", 0)
    say(server.sockets[0].getsockname()[1])
    await server.serve_forever()


try:
    asyncio.run(main())
except KeyboardInterrupt:
    pass
