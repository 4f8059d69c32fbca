#!/usr/bin/env python3
"""Runs a command without its output and prints the most memory [kB] that it held at a time.

    peak_memory.py COMMAND [ARGUMENT...]

Ends with the status of the command.
"""

import resource
import subprocess
import sys

status = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False).returncode
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(status)
