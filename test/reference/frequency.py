"""Reference values of the count laws, by arithmetic that shares nothing with the library.

Probabilities: mpmath at 60 digits from log-gamma. Distribution functions: sums of the pmf outwards from n in integer
fixed point, on the side away from the mean; null where the law is too wide to sum. Writes frequency.json beside this file; every input is an exact double.
"""
import json
import pathlib

from mpmath import mp, mpf, exp, log, log1p, loggamma, floor, sqrt

mp.dps = 60
SCALE = 1 << 200
EPS = mpf(2) ** -52


def log_pmf(family, p, n):
    if family == "poisson":
        return n * log(p["lambda"]) - p["lambda"] - loggamma(n + 1)
    if family == "binomial":
        m, q = p["m"], p["q"]
        return loggamma(m + 1) - loggamma(n + 1) - loggamma(m - n + 1) + n * log(q) + (m - n) * log1p(-q)
    r, b = p["r"], p["beta"]
    return loggamma(r + n) - loggamma(r) - loggamma(n + 1) + n * log(b / (1 + b)) - r * log1p(b)


def ratio(family, p):
    """p(n) / p(n - 1) = a + c / n, the (a, b, 0) recursion."""
    if family == "poisson":
        return mpf(0), p["lambda"]
    if family == "binomial":
        odds = p["q"] / (1 - p["q"])
        return -odds, (p["m"] + 1) * odds
    f = p["beta"] / (1 + p["beta"])
    return f, (p["r"] - 1) * f


def summed(family, p, n, step, mean):
    """Sum over k = n, n + step, ... of p(k) / p(n), to 1e-30."""
    a, c = ratio(family, p)
    fixed_a, fixed_c = int(a * SCALE), int(c * SCALE)
    last = int(p["m"]) if family == "binomial" else None
    unit = 1 << 160
    term, total, k = unit, unit, n
    while True:
        if step > 0:
            if k == last:
                break
            k += 1
            term = term * (fixed_a * k + fixed_c) // (k * SCALE)
        else:
            if k == 0:
                break
            term = term * k * SCALE // (fixed_a * k + fixed_c)
            k -= 1
        total += term
        if term * 10**20 < total and (step < 0 or k > mean):
            break
    return mpf(total) / unit


def cdf(family, p, n, mean):
    if n <= mean:
        return exp(log_pmf(family, p, n)) * summed(family, p, n, -1, mean)
    if family == "binomial" and n >= p["m"]:
        return mpf(1)
    return 1 - exp(log_pmf(family, p, n + 1)) * summed(family, p, n + 1, 1, mean)


def pgf(family, p, z):
    if family == "poisson":
        return exp(p["lambda"] * (z - 1)), abs(p["lambda"] * (z - 1))
    if family == "binomial":
        base = 1 + p["q"] * (z - 1)
        return base ** p["m"], p["m"] * (1 + abs(p["q"] * z / base)) if base else mpf(0)
    base = 1 - p["beta"] * (z - 1)
    return base ** -p["r"], p["r"] * (1 + abs(log(base)) + abs(p["beta"] * (abs(z) + 1) / base))


def moments(family, p):
    if family == "poisson":
        return p["lambda"], p["lambda"]
    if family == "binomial":
        return p["m"] * p["q"], p["m"] * p["q"] * (1 - p["q"])
    return p["r"] * p["beta"], p["r"] * p["beta"] * (1 + p["beta"])


def number(x):
    return float(mp.nstr(x, 25))


def case(family, parameters, zs):
    p = {k: mpf(v) for k, v in parameters.items()}
    mean, variance = moments(family, p)
    deviation = sqrt(variance)
    wanted = {0, 1, 2} | {int(floor(mean + k * deviation)) for k in (-30, -20, -5, -1, 0, 1, 5, 20, 30)}
    top = p["m"] if family == "binomial" else mpf(2) ** 53
    # The sums take some 50 deviations' worth of terms at worst; the widest laws are checked by their pmf alone.
    summable = max(deviation, p.get("beta", 0)) < 40000
    points = []
    for n in sorted(k for k in wanted if 0 <= k <= top):
        lp = log_pmf(family, p, n)
        if lp < -690:
            continue
        points.append([n, number(exp(lp)), number(cdf(family, p, n, mean)) if summable else None])
    generating = []
    for z in zs:
        value, condition = pgf(family, p, mpf(z))
        if mpf("1e-290") < abs(value) < mpf("1e300"):
            generating.append([z, number(value), number(4 * EPS * (2 + condition))])
    return {
        "family": family,
        "parameters": parameters,
        "mean": number(mean),
        "variance": number(variance),
        "points": points,
        "pgf": generating,
    }


zs = [-1.5, -1.0, -0.25, 0.0, 0.3, 0.5, 0.999, 1.0, 1.001, 1.5, 3.0]
cases = [case("poisson", {"lambda": v}, zs) for v in (1e-300, 1e-10, 0.3, 3.0, 27.5, 1000.0, 1e6, 1e9)]
for m, q in ((1, 0.5), (20, 0.3), (21, 0.7), (1000, 1e-9), (1000, 0.999), (1000000, 0.25), (10**12, 1e-9), (10**12, 0.3)):
    cases.append(case("binomial", {"m": m, "q": q}, zs))
for r in (1e-10, 0.1, 2.5, 1000.0, 1e12):
    for beta in (1e-6, 0.05, 1.0, 3.9, 1e4, 1e8):
        # Inside the radius of convergence 1 + 1 / beta, up to a thousandth of its distance from 1.
        inside = [z for z in zs if beta * (abs(z) - 1) < 0.99] + [1 + 0.999 / beta]
        if r * beta < 1e12:
            cases.append(case("negativeBinomial", {"r": r, "beta": beta}, inside))

out = {
    "source": "mpmath 1.2, 60 digits; frequency.py",
    "columns": {"points": ["n", "pmf", "cdf"], "pgf": ["z", "value", "relative tolerance, from its condition number"]},
    "cases": cases,
}
lines = ",\n".join("  " + json.dumps(c) for c in cases)
head = json.dumps({k: out[k] for k in ("source", "columns")})[:-1]
pathlib.Path(__file__).with_suffix(".json").write_text(f'{head}, "cases": [\n{lines}\n]}}\n')
