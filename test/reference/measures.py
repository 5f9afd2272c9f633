"""Reference values for the measures: exact moments, binomial rank intervals, Clopper-Pearson and TVaR intervals.

Moments and tail variances come from rational arithmetic on the doubles as they are (fractions), roots from mpmath at 60
digits; binomial ranks from exact sums of the binomial law (fractions, up to n = 300) and from scipy's binomial
quantile beyond; Clopper-Pearson limits from scipy's beta quantile, few hits polished by mpmath.

The data are made by a linear congruential generator and exact operations, so that the test makes the same doubles.
Run: python3 measures.py > measures.json
"""

import json
from fractions import Fraction
from math import comb

from mpmath import findroot, mp, mpf, sqrt
from scipy.stats import beta, binom

mp.dps = 60


def uniforms(n, state):
    values = []
    for _ in range(n):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append((state + 0.5) / 2**32)
    return values


SHAPES = {
    "offset": lambda u, i: 1e9 + u,
    "huge": lambda u, i: u * 1.7e308,
    "tiny": lambda u, i: u * 1e-310,
    "scales": lambda u, i: u * (1e-300, 1.0, 1e300)[i % 3],
    "mostlyZero": lambda u, i: 0.0 if u < 0.9 else 1000.0 * u,
    "heavy": lambda u, i: 1.0 / ((1.0 - u) * (1.0 - u)),
    "signed": lambda u, i: (u - 0.5) * 1e-3,
}


def real(fraction):
    return mpf(fraction.numerator) / mpf(fraction.denominator)


def moments(name, n, seed):
    x = [Fraction(SHAPES[name](u, i)) for i, u in enumerate(uniforms(n, seed))]
    mean = sum(x) / n
    m2 = sum((v - mean) ** 2 for v in x)
    m3 = sum((v - mean) ** 3 for v in x)
    deviation = sqrt(real(m2 / (n - 1)))
    skewness = real(m3 / n) / sqrt(real(m2 / n)) ** 3
    return {"shape": name, "n": n, "seed": seed, "mean": float(real(mean)), "standardDeviation": float(deviation),
            "skewness": float(skewness), "positive": sum(v > 0 for v in x)}


def below_exact(n, p):
    """P(B < r) for r = 0 .. n + 1, B binomial(n, p), p as the double it is."""
    q = Fraction(p)
    total, result = Fraction(0), [Fraction(0)]
    for b in range(n + 1):
        total += comb(n, b) * q**b * (1 - q) ** (n - b)
        result.append(total)
    return result


def ranks(n, p):
    side = Fraction(25, 1000)
    if n <= 300:
        below = below_exact(n, p)
        low = max(r for r in range(n + 1) if below[r] <= side)
        high = min(r for r in range(1, n + 2) if 1 - below[r] <= side)
        return {"n": n, "p": p, "low": low, "high": high}

    # The least b with P(B <= b) >= 0.025 is the largest r with P(B < r) <= 0.025 unless a sum meets 0.025 exactly.
    return {"n": n, "p": p, "low": int(binom.ppf(0.025, n, p)), "high": int(binom.ppf(0.975, n, p)) + 1}


def at_most(hits, n, p):
    return sum(mpf(comb(n, b)) * p**b * (1 - p) ** (n - b) for b in range(hits + 1))


def polished(start, excess):
    """scipy's beta quantile is off by up to 1e-10 far out: the root again, where the sum is short."""
    return float(findroot(excess, (mpf(start) * (1 - mpf(10) ** -6), mpf(start) * (1 + mpf(10) ** -6)),
                          solver="anderson", tol=mpf(10) ** -40))


def clopper_pearson(hits, n):
    side = mpf(25) / 1000
    low = 0.0 if hits == 0 else float(beta.ppf(0.025, hits, n - hits + 1))
    high = 1.0 if hits == n else float(beta.ppf(0.975, hits + 1, n - hits))
    if 0 < hits <= 10:
        low = polished(low, lambda p: 1 - at_most(hits - 1, n, p) - side)
    if hits <= 10 and hits < n:
        high = polished(high, lambda p: at_most(hits, n, p) - side)
    return {"hits": hits, "n": n, "low": low, "high": high}


def tvar(name, n, seed, level):
    """From the definition: the n - k largest, their variance, and Manistre & Hancock's error of the logarithm."""
    x = sorted(Fraction(SHAPES[name](u, i)) for i, u in enumerate(uniforms(n, seed)))
    position = n * Fraction(str(level))
    k = -((-position.numerator) // position.denominator)
    var, tail = x[k - 1], x[k:]
    value = (sum(tail) + (k - position) * var) / (n - position)
    mean = sum(tail) / len(tail)
    s2 = sum((v - mean) ** 2 for v in tail) / (len(tail) - 1)
    variance = (s2 + position / n * (value - var) ** 2) / (n - position)
    error = sqrt(real(variance)) / real(value)
    factor = mp.exp(mpf("1.959963984540054") * error)
    return {"shape": name, "n": n, "seed": seed, "level": level, "var": float(real(var)), "tvar": float(real(value)),
            "low": float(real(value) / factor), "high": float(real(value) * factor)}


print(json.dumps({
    "moments": [moments(name, n, 7) for name in SHAPES for n in (2, 1000, 4096, 9000)],
    "ranks": [ranks(n, p) for n in (1, 2, 10, 100, 300, 1000, 100000, 10**7, 10**10)
              for p in (0.01, 0.5, 0.9, 0.95, 0.99, 0.995, 0.999)],
    "clopperPearson": [clopper_pearson(h, n) for h, n in
                       ((0, 1), (1, 1), (0, 10), (1, 10), (5, 10), (10, 10), (3, 1000), (500, 1000), (999, 1000),
                        (12345, 1000000), (1, 10000000), (9999999, 10000000))],
    "tvar": [tvar(name, 5000, 11, level) for name in ("heavy", "mostlyZero", "offset") for level in (0.9, 0.95, 0.995)],
}, indent=1))
