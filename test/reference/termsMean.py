"""Expected payments per claim, by quadrature of the survival function in 40 digits. Writes termsMean.json beside this file.

The payment is written out as in Loss Models (chapter 8), not in the library's normal form: E f(X) = sum of f's jumps
times survival plus the integral of f' S over the claims where f rises.
"""
import json
import pathlib

from mpmath import mp, mpf, exp, log, quad, erfc, sqrt, inf

mp.dps = 40


def survival(family, p):
    if family == "lognormal":
        return lambda x: erfc((log(x) - p["mu"]) / (p["sigma"] * sqrt(2))) / 2 if x > 0 else mpf(1)
    if family == "pareto":
        return lambda x: (p["theta"] / (p["theta"] + x)) ** p["alpha"]
    return lambda x: exp(-x / p["theta"])


def ladder(low, high):
    points = [low]
    while len(points) < 40 and max(points[-1] * 4, 1) < high:
        points.append(max(points[-1] * 4, mpf(1)))
    return points + [high]


def expected(family, parameters, terms):
    s = survival(family, {k: mpf(v) for k, v in parameters.items()})
    d, a = mpf(terms.get("deductible", 0)), mpf(terms.get("attachment", 0))
    limit = mpf(terms["limit"]) if "limit" in terms else inf
    c, share = mpf(terms.get("trend", 1)), mpf(terms.get("share", 1))
    if terms.get("deductibleKind") == "franchise":
        # 0 up to max(d, a), then a jump to min(t - a, limit), then slope 1 up to a + limit.
        start = max(d, a)
        jump = min(start - a, limit)
        top = max(a + limit, start)
    else:
        start, jump, top = d + a, mpf(0), d + a + limit
    rise = quad(s, ladder(start / c, top / c)) if top > start else mpf(0)
    return share * (jump * s(start / c) + c * rise)


laws = [
    ("lognormal", {"mu": 8, "sigma": 1}),
    ("lognormal", {"mu": 11.5, "sigma": 1.4}),
    ("pareto", {"alpha": 2.2, "theta": 40000}),
    ("pareto", {"alpha": 1, "theta": 5000}),
    ("exponential", {"theta": 2500}),
]
wordings = [
    {"deductible": 1000, "limit": 10000, "share": 0.9},
    {"deductible": 1000, "attachment": 2000, "limit": 5000, "trend": 1.25},
    {"deductible": 3000, "deductibleKind": "franchise", "limit": 20000},
    {"deductible": 3000, "deductibleKind": "franchise", "attachment": 1000, "limit": 500, "trend": 0.75},
    {"deductible": 500, "deductibleKind": "franchise", "attachment": 1000, "limit": 8000, "share": 0.5},
    {"attachment": 100000, "limit": 1},
    {"attachment": 60000, "limit": 40000, "trend": 1.5},
]
cases = [
    {"family": f, "parameters": p, "terms": t, "value": float(mp.nstr(expected(f, p, t), 25))}
    for f, p in laws
    for t in wordings
]
lines = ",\n".join("  " + json.dumps(c) for c in cases)
source = json.dumps("mpmath 1.2, 40 digits; termsMean.py")
pathlib.Path(__file__).with_suffix(".json").write_text(f'{{"source": {source}, "cases": [\n{lines}\n]}}\n')
