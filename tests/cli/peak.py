# SPDX-License-Identifier: Apache-2.0
"""peak.py REPORT COMMAND...: runs it, and writes into REPORT the most memory it held, in bytes.

A process of its own, since what is measured counts the memory of the parent at the fork.
"""
import os
import sys

child = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as report:
    print(usage.ru_maxrss * 1024, file=report)
sys.exit(os.waitstatus_to_exitcode(status))
