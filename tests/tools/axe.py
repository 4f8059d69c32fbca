#!/usr/bin/python3
"""Judges web pages by axe-core in a headless Chromium.

    axe.py AXE.js FILE.html...     AXE.js: axe.min.js of axe-core

Each page is copied with axe-core and a small script in it (and without the page's policy, which
forbids scripts), opened, and the report that the script leaves in the page is read. Prints a line per page:
`pass FILE: N rules` or `fail FILE: rule: target; ...`. Exit status 1 when one failed, or was not judged.
"""

import html
import json
import pathlib
import re
import subprocess
import sys
import tempfile

BROWSER = ["chromium-headless-shell", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000",
           "--window-size=1200,900", "--dump-dom"]
SCRIPT = """
document.querySelectorAll("details").forEach(function (d) { d.open = true; });
axe.run(document, {resultTypes: ["violations", "incomplete"]}).then(function (found) {
  var report = document.createElement("pre");
  report.id = "axe-report";
  report.textContent = JSON.stringify({
    passes: found.passes.length,
    violations: found.violations.map(function (v) {
      return [v.id, v.nodes.map(function (n) { return n.target.join(" "); })]; })});
  document.body.appendChild(report);
});
"""


def judge(axe, path, folder):
    page = path.read_text(encoding="utf-8")
    page = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page)
    page = page.replace("</body>", f"<script>{axe}</script><script>{SCRIPT}</script></body>")
    copy = pathlib.Path(folder) / path.name
    copy.write_text(page, encoding="utf-8")
    dom = subprocess.run(BROWSER + [copy.as_uri()], capture_output=True, text=True, timeout=120,
                         check=False).stdout
    report = re.search(r'<pre id="axe-report">(.*?)</pre>', dom, re.S)
    return json.loads(html.unescape(report.group(1))) if report else None


def main():
    axe = pathlib.Path(sys.argv[1]).read_text(encoding="utf-8")
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        for path in map(pathlib.Path, sys.argv[2:]):
            report = judge(axe, path, folder)
            if report and report["passes"] > 0 and not report["violations"]:
                print(f"pass {path.name}: {report['passes']} rules")
                continue
            failed = True
            found = [f"{rule}: {', '.join(targets[:3])}" for rule, targets in report["violations"]] \
                if report else ["it was not judged"]
            print(f"fail {path.name}: {'; '.join(found)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
