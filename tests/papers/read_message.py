"""Reads a message on standard input with Python's own reader of mail, and says what it found as JSON.

Strings are in base64 (of UTF-8 for texts), so that whoever compares needs no reader of JSON's escapes.
"""
import base64
import json
import sys
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr


def coded(value):
    return base64.b64encode(value if isinstance(value, bytes) else value.encode()).decode()


def content(part):
    value = part.get_content()
    return value if isinstance(value, bytes) else value.replace("\r\n", "\n")


def name_of(header):
    """The name before an address by the older reader: the newer one (3.11) puts a space between two encoded words of a name."""
    return str(make_header(decode_header(parseaddr("".join(header.splitlines()))[0])))


received = sys.stdin.buffer.read()
message = message_from_bytes(received, policy=policy.SMTP)
found = {"defects": coded("; ".join(f"{part.get_content_type()}: {fault!r}" for part in message.walk() for fault in part.defects))}
for name in ("subject", "from", "to", "reply-to", "date", "message-id", "in-reply-to", "references", "auto-submitted",
             "content-language", "list-unsubscribe", "list-unsubscribe-post", "content-type"):
    if message[name] is not None:
        found[name] = coded(str(message[name]))
        found["defects"] += coded("; ".join(map(repr, message[name].defects)))
found["from.name"] = coded(name_of(message_from_bytes(received)["from"]))
found["from.address"] = coded(message["from"].addresses[0].addr_spec)
for i, one in enumerate(message["to"].addresses):
    found[f"to{i}.name"] = coded(one.display_name)
    found[f"to{i}.address"] = coded(one.addr_spec)
found["types"] = coded(" ".join(part.get_content_type() for part in message.walk()))
for part in message.walk():
    if part.is_multipart():
        continue
    if part.is_attachment():
        i = sum(key.endswith(".file") for key in found)
        found[f"{i}.file"] = coded(part.get_filename())
        found[f"{i}.bytes"] = coded(content(part))
        found[f"{i}.type"] = coded(part.get_content_type())
    else:
        found[part.get_content_type()] = coded(content(part))
        if part.get_param("method"):
            found["method"] = coded(part.get_param("method"))
json.dump(found, sys.stdout)
