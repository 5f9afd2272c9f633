"""Writes frequencyLaws.json: laws of counts beyond the (a, b, 0) class, against which samples are tested.

Probabilities come from the generating function by a fast Fourier transform (numpy), exact to about 1e-15 of the whole,
or from a numerical integral over the mixing law (scipy). Nothing here was computed by this library, which takes other
ways. A law is as in statisticsLaws.py.
"""
import json
import pathlib

import numpy as np
from scipy import integrate, special, stats

LADDER = (1e-1, 1e-2, 1e-3, 1e-4, 1e-5)


def law(p, first=0):
    """From probabilities of first, first + 1, ..."""
    n = first + np.arange(len(p), dtype=float)
    below = np.cumsum(p)
    above = np.concatenate([np.cumsum(p[::-1])[::-1][1:], [0.0]])
    marks = {int(np.searchsorted(below, s)) for s in LADDER} | {int(np.searchsorted(-above, -s)) for s in LADDER}
    low, high = min(marks), max(marks)
    least = 1e-5 if high - low < 1500 else 5e-4
    edges, cdf, ladder, before = [], [], [], 0.0
    for i in range(low, high + 1):
        if below[i] - before >= least or i in marks:
            if i in marks and min(below[i], above[i]) > 1e-6:
                ladder.append(len(edges))
            edges.append(int(n[i]))
            cdf.append(float(f"{below[i]:.15g}"))
            before = below[i]
    limits = sorted({int(n[np.searchsorted(-above, -s)]) for s in (0.5, 0.1, 0.01, 0.001)})
    limited = [[d, float(f"{np.sum(np.minimum(n, d) * p):.12g}")] for d in limits if d > 0]
    return {"edges": edges, "cdf": cdf, "ladder": ladder, "limited": limited}


def by_pgf(pgf, size):
    z = np.exp(-2j * np.pi * np.arange(size) / size)
    return law(np.maximum(0, np.fft.ifft(pgf(z)).real))


def by_mixing(lam, mixing, top):
    """P(N <= n) as the mean of Poisson distribution functions over the mixing law."""
    mean = mixing.mean()
    cdf = []
    for n in range(top):
        f = lambda s: special.gammaincc(n + 1, lam * mixing.isf(s) / mean)
        marks = [10.0**k for k in (-12, -9, -6, -4, -3, -2, -1)] + [0.5, 0.9, 0.99, 0.9999, 1 - 1e-9]
        cdf.append(integrate.quad(f, 0, 1, points=marks, limit=2000, epsabs=1e-13, epsrel=1e-12)[0])
    return law(np.diff(np.concatenate([[0.0], cdf])))


def logarithmic(beta, z):
    return 1 - np.log(1 - beta * (z - 1)) / np.log1p(beta)


def extended(r, beta, z):
    return ((1 - beta * (z - 1)) ** -r - (1 + beta) ** -r) / (1 - (1 + beta) ** -r)


def inverse_gaussian(mu, beta, z):
    return np.exp(-mu / beta * (np.sqrt(1 - 2 * beta * (z - 1)) - 1))


def modified(p0, none, value):
    return p0 + (1 - p0) * (value - none) / (1 - none)


def points(z):
    return 0.5 * z + 0.25 * z**2 + 0.25 * z**5


poisson = lambda lam: lambda z: np.exp(lam * (z - 1))
negative = lambda r, beta: lambda z: (1 - beta * (z - 1)) ** -r

laws = {
    "logarithmic(0.5)": by_pgf(lambda z: logarithmic(0.5, z), 1 << 10),
    "logarithmic(20000)": by_pgf(lambda z: logarithmic(20000.0, z), 1 << 20),
    "extendedTruncatedNegativeBinomial(-0.5, 3)": by_pgf(lambda z: extended(-0.5, 3.0, z), 1 << 10),
    "extendedTruncatedNegativeBinomial(-0.3, 5000)": by_pgf(lambda z: extended(-0.3, 5000.0, z), 1 << 18),
    "poissonInverseGaussian(5, 2)": by_pgf(lambda z: inverse_gaussian(5.0, 2.0, z), 1 << 11),
    "poissonInverseGaussian(0.1, 300)": by_pgf(lambda z: inverse_gaussian(0.1, 300.0, z), 1 << 17),
    "poissonInverseGaussian(20000, 100)": by_pgf(lambda z: inverse_gaussian(20000.0, 100.0, z), 1 << 17),
    "neymanA(2, 1.5)": by_pgf(lambda z: np.exp(2 * (poisson(1.5)(z) - 1)), 1 << 10),
    "neymanA(3, 1000)": by_pgf(lambda z: np.exp(3 * (poisson(1000)(z) - 1)), 1 << 16),
    "neymanA(10000, 5)": by_pgf(lambda z: np.exp(10000 * (poisson(5)(z) - 1)), 1 << 17),
    "polyaAeppli(2, 1.5)": by_pgf(lambda z: np.exp(2 * (z / (1 - 1.5 * (z - 1)) - 1)), 1 << 10),
    "polyaAeppli(3000, 20)": by_pgf(lambda z: np.exp(3000 * (z / (1 - 20 * (z - 1)) - 1)), 1 << 18),
    "zeroTruncated(poisson(0.5))": by_pgf(lambda z: modified(0, np.exp(-0.5), poisson(0.5)(z)), 1 << 10),
    "zeroModified(poisson(30000), 0.3)": by_pgf(lambda z: modified(0.3, 0, poisson(30000)(z)), 1 << 16),
    "zeroModified(negativeBinomial(0.3, 8), 0.05)": by_pgf(
        lambda z: modified(0.05, 9**-0.3, negative(0.3, 8)(z)), 1 << 12
    ),
    "zeroModified(logarithmic(3), 0.25)": by_pgf(lambda z: modified(0.25, 0, logarithmic(3.0, z)), 1 << 12),
    "empiricalCounts": by_pgf(lambda z: (2 + z**3 + 4 * z**7 + z**20) / 8, 1 << 6),
    "compound of points": by_pgf(lambda z: np.exp(3 * (points(z) - 1)), 1 << 10),
    "compound of points, wide": by_pgf(lambda z: np.exp(9000 * (points(z) - 1)), 1 << 16),
    "binomial of zero-truncated poisson": by_pgf(
        lambda z: (0.75 + 0.25 * modified(0, np.exp(-2), poisson(2)(z))) ** 20, 1 << 10
    ),
    "negativeBinomial of poisson": by_pgf(lambda z: negative(2, 300)(poisson(20)(z)), 1 << 20),
    "zero-truncated poisson of geometric": by_pgf(
        lambda z: modified(0, np.exp(-2), poisson(2)(1 / (1 - 3 * (z - 1)))), 1 << 12
    ),
    "mixedPoisson(5, lognormal(0, 0.5))": by_mixing(5, stats.lognorm(0.5), 220),
    "mixedPoisson(5, pareto(2.5))": by_mixing(5, stats.lomax(2.5), 1200),
    "mixedPoisson(5, points)": by_pgf(
        lambda z: 0.75 * poisson(2)(z) + 0.25 * poisson(14)(z), 1 << 10
    ),
    "mixedPoisson(20000, uniform(1, 3))": by_pgf(
        lambda z: (np.exp(30000 * (z - 1)) - np.exp(10000 * (z - 1))) / np.where(z == 1, 1, 20000 * (z - 1)) + (z == 1), 1 << 17
    ),
}
text = ",\n".join(f" {json.dumps(name)}: {json.dumps(one, separators=(',', ':'))}" for name, one in laws.items())
pathlib.Path(__file__).with_suffix(".json").write_text("{\n" + text + "\n}\n")
