#!/usr/bin/python3
"""Reads the messages of a folder as Python's email package does.

    check_mail.py FOLDER      FOLDER holds figures.csv, mail/ and the PDFs
    check_mail.py FOLDER DATE as it must stand in each of them; without it there must be none

Prints `ok ...` or `not ok ...`; exit status 1 when one failed.
"""

import csv
import email
import email.policy
import email.utils
import hashlib
import pathlib
import re
import sys

import html5lib

failed = False


def say(problems, name):
    global failed
    failed = failed or bool(problems)
    print(f"not ok {name}: {'; '.join(problems[:4])}" if problems else f"ok {name}")


def check_form(raw, message, date):
    problems = []
    lines = raw.split(b"\r\n")
    if any(len(line) > 998 for line in lines) or b"\n" in b"".join(lines) or b"\r" in b"".join(lines):
        problems.append("a line is long, or does not end with CRLF")
    if max(raw) > 126:
        problems.append("more than seven bits")
    if any(part.defects for part in message.walk()) or any(getattr(v, "defects", ()) for v in message.values()):
        problems.append("defects")
    if any(message[name] for name in ("To", "Cc", "Bcc")):
        problems.append("it goes to somebody")
    if message["Date"] != date:
        problems.append(f"date {message['Date']}")
    if not re.fullmatch(r"<[0-9a-f]{32}@[\w.-]+>", message["Message-ID"]):
        problems.append(f"id {message['Message-ID']}")
    sender = message["From"].addresses
    if len(sender) != 1 or not sender[0].display_name or "@" not in sender[0].addr_spec:
        problems.append(f"from {message['From']}")
    if message.as_bytes(policy=email.policy.SMTP).count(b"\n") < 10:
        problems.append("it cannot be written again")
    return problems


def check_parts(message, folder, name, figures):
    problems = []
    types = [part.get_content_type() for part in message.walk()]
    if types != ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf"]:
        return [f"parts {types}"]
    parts = list(message.walk())
    text, page = parts[2].get_content(), parts[3].get_content()
    attached = parts[4].get_content()
    pdfs = {hashlib.sha256(p.read_bytes()).digest(): p.name for p in folder.rglob("*.pdf")}
    if pdfs.get(hashlib.sha256(attached).digest()) != parts[4].get_filename() or \
            parts[4].get_content_disposition() != "attachment":
        problems.append("the PDF is another one")
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(page)
    if parser.errors:
        problems.append(f"html: {parser.errors[0]}")
    words = "".join(tree.find("body").itertext())
    if message["Subject"] not in text or tree.find(".//title").text != message["Subject"]:
        problems.append("the title is not that of the message")
    lang = name.removesuffix(".eml").split("-")[-1]
    if {part["Content-Language"] for part in (message, *parts[2:])} != {lang} or \
            tree.find("body/main").get("lang") != lang or not tree.find("body/main").get("dir"):
        problems.append("the language is not said everywhere")
    seen = [(data.get("data-figure"), data.get("data-period"), data.get("value"), "".join(data.itertext()))
            for data in tree.iter("data")]
    for address, period, value, shown in seen:
        wanted = figures.get((address, period))
        if value != wanted and not ("_change" in address and "-" + value == wanted):
            problems.append(f"{address}: {value} instead of {wanted}")
        if re.sub(r"\D", "", shown) != re.sub(r"\D", "", value):
            problems.append(f"{address}: shows {shown} for {value}")
        if shown not in text:
            problems.append(f"{address}: {shown} is not in the text")
    numbers = [re.findall(r"\d+", t.replace("-- \n", "")) for t in (text, words)]
    if sorted(numbers[0]) != sorted(numbers[1]):
        problems.append("text and page do not have the same numbers")
    return problems


def main():
    folder = pathlib.Path(sys.argv[1])
    date = sys.argv[2] if len(sys.argv) > 2 else None
    with open(folder / "figures.csv", encoding="utf-8", newline="") as file:
        figures = {(row["address"], row["period"]): row["value"] for row in csv.DictReader(file)}
    form, parts, ids, figures_seen = [], [], set(), 0
    paths = sorted((folder / "mail").glob("*.eml"))
    for path in paths:
        raw = path.read_bytes()
        message = email.message_from_bytes(raw, policy=email.policy.SMTP)
        ids.add(message["Message-ID"])
        form += [f"{path.name}: {p}" for p in check_form(raw, message, date)]
        parts += [f"{path.name}: {p}" for p in check_parts(message, folder, path.name, figures)]
        figures_seen += raw.count(b"data-period")
    say(form if paths else ["there is none"], f"{len(paths)} messages have headers and lines as they must be")
    say(parts if figures_seen else ["no figure at all"], "text and page say the same, with the figures of figures.csv")
    say([] if len(ids) == len(paths) else ["two have one"], "each has an id of its own")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
