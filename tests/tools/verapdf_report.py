#!/usr/bin/env python3
"""Reads a report of veraPDF and tells of each file what became of it (see verapdf.sh).

    verapdf_report.py REPORT.xml FILE.pdf...
"""

import os
import sys
import xml.etree.ElementTree as ET

FLAVOURS = {"PDF/UA-1 validation profile": "ua1", "PDF/A-2a validation profile": "2a",
            "PDF/A-3a validation profile": "3a"}


def verdict(report):
    if report.get("isCompliant") == "true" and report.get("jobEndStatus") == "normal":
        return "pass"
    rules = sorted({f"{rule.get('clause')}-{rule.get('testNumber')}"
                    for rule in report.iter("rule") if rule.get("status") == "failed"})
    return "fail\t" + " ".join(rules)


def main():
    found = {}
    for job in ET.parse(sys.argv[1]).iter("job"):
        name = os.path.realpath(job.findtext("item/name"))
        for report in job.iter("validationReport"):
            flavour = FLAVOURS.get(report.get("profileName"))
            if flavour:
                found[name, flavour] = verdict(report)
    good = True
    for path in sys.argv[2:]:
        real = os.path.realpath(path)
        for flavour in ("ua1", "3a" if (real, "3a") in found else "2a"):
            result = found.get((real, flavour), "unjudged")
            good = good and result == "pass"
            print(path, flavour, result, sep="\t")
    return 0 if good else 1


sys.exit(main())
