"""Writes exactGolden.json: compound laws on a lattice that were computed by recursion or by convolution elsewhere.

The sources are named in each case. The argument is the collection that the cases are taken from:

    python3 exactGolden.py cases.json > exactGolden.json
"""

import json
import sys

TAKEN = ["kpw-9-5-dental", "panjer-zm-negbin", "panjer-vs-fft-aliasing"]

cases = {case["id"]: case for case in json.load(open(sys.argv[1]))}
lines = [
    f' "{name}": ' + json.dumps({key: cases[name][key] for key in ("source", "inputs", "expected")}) for name in TAKEN
]
print("{\n" + ",\n".join(lines) + "\n}")
