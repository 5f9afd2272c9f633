"""Writes sumTable.json: laws of sums of gamma claims at the switches between the ways to draw them.

Beside its law (written as in compoundLaws.py) each case says what the plan should choose: a table of the whole sum, or a
count and one gamma variable. Laws of tiny alpha lie in part below the number range; their least edge is 1e-280, and they
have no atom at 0 that could be told from what underflows.

    python3 sumTable.py > sumTable.json
"""

import json
import math

from compoundLaws import GRID, LADDER, Series, digits
from scipy import optimize, stats

LEAST = 1e-280
TABLE, CLOSURE = "sum table", "sum closure"
# A case next to a switch stands beside the one beyond it.
CASES = [
    # Half of the sums are below the number range; trials without claims drawn, and jumped over.
    ("poisson", {"lambda": 0.52}, 0.001, TABLE),
    ("poisson", {"lambda": 0.51}, 0.001, TABLE),
    # A density that cannot be integrated down to where doubles end.
    ("poisson", {"lambda": 3}, 0.003, TABLE),
    ("poisson", {"lambda": 10}, 0.003, CLOSURE),
    ("poisson", {"lambda": 20}, 0.001, TABLE),
    ("poisson", {"lambda": 5}, 0.001, CLOSURE),
    # Too many panels: 300.
    ("negativeBinomial", {"r": 0.01, "beta": 80}, 100, TABLE),
    ("negativeBinomial", {"r": 0.01, "beta": 90}, 100, CLOSURE),
    # Too large an alpha: 100.
    ("poisson", {"lambda": 3}, 100, TABLE),
    ("poisson", {"lambda": 3}, 100.1, CLOSURE),
    ("poisson", {"lambda": 0.3}, 100, TABLE),
    ("poisson", {"lambda": 0.3}, 100.1, CLOSURE),
    # Too many terms of the series: 3000.
    ("negativeBinomial", {"r": 0.5, "beta": 300}, 1, TABLE),
    ("negativeBinomial", {"r": 0.5, "beta": 320}, 1, CLOSURE),
    # Far from the switches.
    ("poisson", {"lambda": 0.001}, 1, TABLE),
    ("poisson", {"lambda": 50}, 100, TABLE),
    ("poisson", {"lambda": 1e6}, 1, TABLE),
    ("poisson", {"lambda": 1e6}, 0.001, TABLE),
    ("poisson", {"lambda": 0.001}, 1e6, CLOSURE),
    ("poisson", {"lambda": 300}, 1e6, CLOSURE),
    ("binomial", {"m": 1000, "q": 0.5}, 0.001, TABLE),
]


class Sum(Series):
    """Quantiles over hundreds of orders of magnitude."""

    def quantile(self, p, s):
        deviation = math.sqrt(self.variance)
        low, high = max(LEAST, self.mean - 6 * deviation), self.mean + 6 * deviation
        while self.sf(high) > s:
            high *= 2
        if self.cdf(low) > p:
            return 0
        off = (lambda y: self.cdf(math.exp(y)) - p) if p <= 0.5 else (lambda y: s - self.sf(math.exp(y)))
        # About there: probabilities are of the edges that come out.
        return math.exp(optimize.brentq(off, math.log(low), math.log(high), xtol=1e-7, rtol=1e-14, maxiter=1000))


def frozen(family, parameters):
    if family == "poisson":
        return stats.poisson(parameters["lambda"])
    if family == "binomial":
        return stats.binom(parameters["m"], parameters["q"])
    return stats.nbinom(parameters["r"], 1 / (1 + parameters["beta"]))


def written(family, parameters, alpha, method):
    law = Sum(frozen(family, parameters), alpha, 1)
    seen = law.cdf(LEAST) - law.p0 < 1e-9
    edges, cdf, ladder = ([0], [law.p0], [0]) if seen and law.p0 > 1e-5 else ([], [], [])
    some = 1 - law.p0
    for p, s in GRID:
        # Quantiles given that there are claims, however few trials have any.
        x = digits(law.quantile(law.p0 + some * p, some * s))
        if x < LEAST:
            continue
        if p in LADDER or s in LADDER:
            ladder.append(len(edges))
        edges.append(x)
        cdf.append(law.cdf(x))
    return {
        "counts": {family: parameters},
        "alpha": alpha,
        "method": method,
        "edges": edges,
        "cdf": [digits(p, 15) for p in cdf],
        "ladder": ladder,
        "limited": [],
        "atoms": 1 if edges[0] == 0 else 0,
    }


def main():
    cases = [json.dumps(written(*case), separators=(",", ":"), default=float) for case in CASES]
    print("[\n " + ",\n ".join(cases) + "\n]")


if __name__ == "__main__":
    main()
