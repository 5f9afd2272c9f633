"""Writes exactLarge.json: VaR and TVaR of compound Poisson(lambda)-gamma(2, 1000) for many claims.

P(S > x) is the sum over n of the Poisson probability times the gamma(2 n) survival function; E(S; S > x) is that of 2 n times the
gamma(2 n + 1) survival function; TVaR is x + E(S - x)+ / (1 - level).

    python3 exactLarge.py > exactLarge.json
"""

import json

import numpy as np
from scipy.optimize import brentq
from scipy.special import gammaincc
from scipy.stats import poisson

cases = []
for lam in (1e4, 1e5, 1e6, 1e7):
    spread = lam**0.5
    n = np.arange(int(lam - 11 * spread), int(lam + 11 * spread))
    p = poisson.pmf(n, lam)
    p /= p.sum()
    mean, deviation = 2 * lam, (6 * lam) ** 0.5
    rows = []
    for level in (0.9, 0.99, 0.999):
        x = brentq(lambda x: p @ gammaincc(2 * n, x) - (1 - level), mean, mean + 6 * deviation, xtol=1e-9 * deviation, rtol=1e-15)
        excess = p @ (2 * n * gammaincc(2 * n + 1, x) - x * gammaincc(2 * n, x))
        rows.append([level, 1000 * x, 1000 * (x + excess / (1 - level))])
    cases.append({"lambda": lam, "rows": rows})
print(json.dumps({"cases": cases}))
