"""Writes elsewhere.json: the distribution functions of the laws that docs/make/elsewhere.json writes in other languages.

The expressions are evaluated as they stand there: those of R by R (of the package actuar as elsewhere.R says), those of
scipy.stats by scipy. An expression of NumPy draws a sample, of which the largest distance from the distribution function
at x must be below 4 / sqrt(n). Nothing here was computed by this library.

    python3 elsewhere.py > elsewhere.json
"""

import json
import pathlib
import re
import subprocess

import numpy as np
from scipy import stats

HERE = pathlib.Path(__file__).parent
DRAWS = 1_000_000


class Sampler:
    """numpy.random.Generator with the size filled in."""

    def __init__(self, seed):
        self.generator = np.random.default_rng(seed)

    def __getattr__(self, name):
        return lambda **given: getattr(self.generator, name)(**given, size=DRAWS)


def in_python(expression, at, names):
    """lambda is a word of the language: an argument of that value cannot be written so."""
    escaped = re.sub(r"=lambda\b", "=lambda_", expression)
    values = {"lambda_" if name == "lambda" else name: value for name, value in at.items()}
    return eval(escaped, {**names, **values, "exp": np.exp, "__builtins__": {}})


def in_r(rows):
    lines = [f'source("{HERE / "elsewhere.R"}")']
    for row in rows:
        given = ", ".join(f"{name} = {value!r}" for name, value in row["at"].items())
        x = ", ".join(repr(value) for value in row["x"])
        lines.append(f"cat(sprintf('%.17g', with(list({given}, x = c({x})), {row['r']})), '\\n')")
    out = subprocess.run(["Rscript", "-"], input="\n".join(lines), capture_output=True, text=True, check=True)
    return [[float(word) for word in line.split()] for line in out.stdout.strip().split("\n")]


def main():
    rows = json.loads((HERE / "../../docs/make/elsewhere.json").read_text())
    scipy_laws = {name: getattr(stats, name) for name in dir(stats) if hasattr(getattr(stats, name), "cdf")}
    with_r = [row for row in rows if "r" in row]
    by_r = dict(zip([row["lundberg"] for row in with_r], in_r(with_r)))
    cases = []
    for i, row in enumerate(rows):
        case = {"lundberg": row["lundberg"], "at": row["at"], "x": row["x"]}
        if "r" in row:
            case["r"] = by_r[row["lundberg"]]
        if "scipy" in row:
            law = in_python(row["scipy"], row["at"], scipy_laws)
            case["scipy"] = [float(law.cdf(x)) for x in row["x"]]
        if "numpy" in row:
            sample = in_python(row["numpy"], row["at"], {"rng": Sampler(i)})
            shares = [float(np.mean(sample <= x)) for x in row["x"]]
            law = case.get("scipy") or case["r"]
            assert max(abs(a - b) for a, b in zip(shares, law)) < 4 / DRAWS**0.5, row
            case["numpy"] = shares
        cases.append(case)
    print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")


main()
