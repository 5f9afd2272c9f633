"""Writes statisticsLaws.json: laws of severities and counts, against which samples are tested.

The laws come from scipy.stats (Virtanen et al. 2020, doi 10.1038/s41592-019-0686-2) and, where scipy has no such law,
from definitions of Klugman, Panjer & Willmot, Loss Models, appendix A. Nothing here was computed by this library.

A law is
  made     how the library writes it: {"pareto": {"alpha": 2, "theta": 1}}
  edges    ascending values
  cdf      P(X <= edge)
  ladder   positions in edges where the tail beyond is about 1e-1 ... 1e-5, at either end
  limited  [limit, E min(X, limit)]
  atoms    how many of the first edges are atoms, with nothing else up to the last of them
Edges are rounded to 12 digits, or to all where that would move a tail by more than 1e-10 of itself. Claims below 1e-290
are 0 in the library, so no edge lies there.

    python3 statisticsLaws.py > statisticsLaws.json
"""

import json
import math

import mpmath
import numpy as np
from scipy import integrate, special, stats

LADDER = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5]
GRID = sorted(
    [(p, 1 - p) for p in LADDER[3:]]
    + [(k / 1000, (1000 - k) / 1000) for k in range(1, 1000)]
    + [(1 - s, s) for s in LADDER[3:]]
)
IN_LADDER = {p for p, s in GRID if p in LADDER or s in LADDER}


class Law:
    """cdf, survival (sf) and quantile by either tail (ppf, isf); those of scipy's frozen laws are as they are."""

    def __init__(self, cdf, sf, ppf, isf, lower=0.0, breaks=()):
        self.cdf, self.sf, self.ppf, self.isf, self.lower, self.breaks = cdf, sf, ppf, isf, lower, breaks


def scipy_law(frozen, lower=0.0):
    return Law(frozen.cdf, frozen.sf, frozen.ppf, frozen.isf, lower)


def truncated(law, low, high):
    """X given low < X <= high. Written by survivals where low is in the upper half, so that deep tails keep digits."""
    f_low, f_high = (law.cdf(low) if low > -math.inf else 0.0), (law.cdf(high) if high < math.inf else 1.0)
    s_low, s_high = (law.sf(low) if low > -math.inf else 1.0), (law.sf(high) if high < math.inf else 0.0)
    upper = f_low > 0.5
    mass = s_low - s_high if upper else f_high - f_low

    def cdf(x):
        return (s_low - law.sf(x)) / mass if upper else (law.cdf(x) - f_low) / mass

    def sf(x):
        return (law.sf(x) - s_high) / mass if upper else (f_high - law.cdf(x)) / mass

    def isf(s):
        return law.isf(s_high + s * mass) if upper else law.ppf(f_high - s * mass)

    def ppf(p):
        return law.isf(s_low - p * mass) if upper else law.ppf(f_low + p * mass)

    return Law(cdf, sf, ppf, isf, max(low, law.lower))


def splice(pieces, breaks, weights):
    """Pieces of continuous laws, each truncated to its interval."""
    ends = [-math.inf, *breaks, math.inf]
    cut = [truncated(piece, ends[i], ends[i + 1]) for i, piece in enumerate(pieces)]
    below = np.concatenate([[0], np.cumsum(weights)])

    def at(x):
        return int(np.searchsorted(breaks, x, side="left"))

    def cdf(x):
        return below[at(x)] + weights[at(x)] * cut[at(x)].cdf(x)

    def ppf(p):
        i = min(len(pieces) - 1, int(np.searchsorted(below, p, side="left")) - 1)
        return cut[i].ppf((p - below[i]) / weights[i])

    def isf(s):
        if s < weights[-1]:
            return cut[-1].isf(s / weights[-1])
        return ppf(1 - s)

    return Law(cdf, lambda x: 1 - cdf(x), ppf, isf, cut[0].lower, tuple(below[1:-1]))


def limited_mean(law, d):
    """E min(X, d), the integral of min(quantile, d)."""
    top = law.cdf(d)
    marks = sorted({0.0, *(b for b in law.breaks if b < top), *(p for p in (1e-6, 1e-3, 0.5) if p < top), top})
    total = d * law.sf(d)
    for a, b in zip(marks, marks[1:]):
        if a < 0.5:
            total += integrate.quad(law.ppf, a, b, epsabs=0, epsrel=1e-12, limit=200)[0]
        else:
            total += integrate.quad(law.isf, 1 - b, 1 - a, epsabs=0, epsrel=1e-12, limit=200)[0]
    return total


def digits(x, n=12):
    return float(f"{x:.{n}g}")


def continuous(law, closed=None):
    edges, cdf, ladder = [], [], []
    for p, s in GRID:
        exact = float(law.ppf(p) if p <= 0.5 else law.isf(s))
        x = digits(exact)
        if abs(law.cdf(x) - p) > 1e-10 * min(p, s):
            x = exact
        if not (x > 1e-290 and (not edges or x > edges[-1])):
            continue
        assert abs(law.cdf(x) - p) < 1e-9, (x, p, law.cdf(x))
        assert s > 0.5 or abs(law.sf(x) / s - 1) < 1e-8, (x, s, law.sf(x))
        if p in IN_LADDER:
            ladder.append(len(edges))
        edges.append(x)
        cdf.append(p)
    limited = []
    for s in (0.5, 0.1, 0.01, 0.001):
        d = digits(law.isf(s), 6)
        mean = limited_mean(law, d)
        if closed:
            exact = float(closed(mpmath.mpf(d)))
            assert abs(mean / exact - 1) < 1e-7, (d, mean, exact)
            mean = exact
        limited.append([d, digits(mean)])
    return {"edges": edges, "cdf": cdf, "ladder": ladder, "limited": limited}


def points(values, weights, more=()):
    """A discrete law, and with `more` = (law, weight, first) a continuous one behind it."""
    total = math.fsum(weights)
    rest = 1 - (more[1] if more else 0)
    edges = sorted(set(values))
    mass = [rest * math.fsum(w for v, w in zip(values, weights) if v == x) / total for x in edges]
    cdf = list(np.cumsum(mass))
    limited_law = lambda d: math.fsum(m * min(x, d) for m, x in zip(mass, edges))
    if not more:
        cdf[-1] = 1.0
        limits = [edges[len(edges) * k // 4] for k in (1, 2, 3)] + [edges[-1]]
        return {
            "edges": edges,
            "cdf": [digits(c, 15) for c in cdf],
            "ladder": [i for i in range(len(edges) - 1) if len(edges) < 20],
            "limited": [[d, limited_law(d)] for d in limits],
            "atoms": len(edges),
        }
    law, weight, _ = more
    tail = continuous(law)
    ladder = list(range(len(edges))) + [len(edges) + i for i in tail["ladder"]]
    return {
        "edges": edges + tail["edges"],
        "cdf": [digits(c, 15) for c in cdf] + [digits(rest + weight * c, 15) for c in tail["cdf"]],
        "ladder": ladder,
        "limited": [[d, digits(limited_law(d) + weight * mean)] for d, mean in tail["limited"]],
        "atoms": len(edges),
    }


def gamma(alpha, theta):
    closed = lambda d: float(alpha * theta * special.gammainc(alpha + 1, float(d) / theta)) + float(d) * float(
        special.gammaincc(alpha, float(d) / theta)
    )
    return continuous(scipy_law(stats.gamma(alpha, scale=theta)), closed)


def lognormal(mu, sigma):
    def closed(d):
        z = (mpmath.log(d) - mu) / sigma
        return mpmath.exp(mu + mpmath.mpf(sigma) ** 2 / 2) * mpmath.ncdf(z - sigma) + d * mpmath.ncdf(-z)

    return continuous(scipy_law(stats.lognorm(sigma, scale=math.exp(mu))), closed)


def lognormal_tail_law(mu, sigma):
    """For the upper tail, where scipy's quantile has 7 digits: one Newton step on the survival makes it all."""

    def isf(s):
        z = -special.ndtri(s)
        for _ in range(2):
            z += (special.ndtr(-z) - s) / (math.exp(-z * z / 2) / math.sqrt(2 * math.pi))
        return math.exp(mu + sigma * z)

    frozen = stats.lognorm(sigma, scale=math.exp(mu))
    return Law(frozen.cdf, lambda x: special.ndtr((mu - math.log(x)) / sigma), None, isf)


def pareto_law(alpha, theta):
    """Lomax. scipy's own goes through (1 + x) ** alpha, which loses digits for small x."""
    return Law(
        lambda x: -math.expm1(-alpha * math.log1p(x / theta)),
        lambda x: math.exp(-alpha * math.log1p(x / theta)),
        lambda p: theta * math.expm1(-math.log1p(-p) / alpha),
        lambda s: theta * math.expm1(-math.log(s) / alpha),
    )


def pareto(alpha, theta):
    def closed(d):
        if alpha == 1:
            return theta * mpmath.log1p(d / theta)
        a = mpmath.mpf(alpha)
        return theta / (a - 1) * (1 - (theta / (d + theta)) ** (a - 1))

    return continuous(pareto_law(alpha, theta), closed)


def single_parameter_pareto(alpha, theta):
    law = Law(
        lambda x: -math.expm1(-alpha * math.log(x / theta)) if x > theta else 0.0,
        lambda x: math.exp(-alpha * math.log(x / theta)) if x > theta else 1.0,
        lambda p: theta * math.exp(-math.log1p(-p) / alpha),
        lambda s: theta * math.exp(-math.log(s) / alpha),
        theta,
    )
    return continuous(law, lambda d: (alpha * theta - theta**alpha / d ** (alpha - 1)) / (alpha - 1))


def generalized_pareto_law(xi, theta, threshold):
    return scipy_law(stats.genpareto(xi, loc=threshold, scale=theta), threshold)


def counts(frozen, ratio, pmf):
    """
    Cells of counts: single ones where the law has few, else about a thousandth of the mass each. Probabilities by
    their ratios p(n + 1) / p(n) outwards from the mode, which is exact to about 1e-13 whatever the parameters; scipy's
    binomial cdf was seen to be 2e-8 off at m = 1e9. `pmf` checks some in 40 digits.
    """
    low = int(max(frozen.support()[0], math.floor(frozen.mean() - 15 * frozen.std() - 50)))
    high = int(min(frozen.support()[1], math.ceil(1.05 * frozen.isf(1e-16) + 50)))
    n = np.arange(low, high + 1, dtype=float)
    steps = ratio(n[:-1])
    falls = np.flatnonzero(steps < 1)
    mode = int(falls[0]) if len(falls) else len(n) - 1
    p = np.concatenate([np.cumprod(1 / steps[:mode][::-1])[::-1], [1.0], np.cumprod(steps[mode:])])
    p /= p.sum()
    below = np.cumsum(p)
    above = np.concatenate([np.cumsum(p[::-1])[::-1][1:], [0.0]])

    def quantile(p):
        return int(np.searchsorted(below, p))

    def survival_quantile(s):
        return int(np.searchsorted(-above, -s))

    marks = {quantile(s) for s in LADDER} | {survival_quantile(s) for s in LADDER}
    first, last = quantile(1e-5), survival_quantile(1e-5)
    few = last - first < 1500
    least = 1e-5 if few else 5e-4
    candidates = range(first, last + 1) if few else sorted({quantile(p) for p, _ in GRID} | marks)
    edges, cdf, ladder, before = [], [], [], 0.0
    for i in candidates:
        if below[i] - before >= least or i in marks:
            if i in marks and min(below[i], above[i]) > 1e-6:
                ladder.append(len(edges))
            edges.append(low + i)
            cdf.append(float(below[i]))
            before = below[i]
    mpmath.mp.dps = 40
    for x in (edges[0], edges[len(edges) // 3], edges[len(edges) // 2], edges[-1]):
        assert abs(float(pmf(x)) / p[x - low] - 1) < 1e-9, (frozen.args, x, float(pmf(x)), p[x - low])
    mpmath.mp.dps = 15
    limits = sorted({low + survival_quantile(s) for s in (0.5, 0.1, 0.01, 0.001)})
    limited = [[d, digits(float(np.sum(np.minimum(n, d) * p)))] for d in limits if d > 0]
    return {"edges": edges, "cdf": [digits(c, 15) for c in cdf], "ladder": ladder, "limited": limited}


def poisson(lam):
    def pmf(n):
        return mpmath.exp(n * mpmath.log(mpmath.mpf(lam)) - mpmath.mpf(lam) - mpmath.loggamma(n + 1))

    return counts(stats.poisson(lam), lambda n: lam / (n + 1), pmf)


def binomial(m, q):
    def pmf(n):
        choose = mpmath.loggamma(m + 1) - mpmath.loggamma(n + 1) - mpmath.loggamma(m - n + 1)
        return mpmath.exp(choose + n * mpmath.log(mpmath.mpf(q)) + (m - n) * mpmath.log1p(-mpmath.mpf(q)))

    return counts(stats.binom(m, q), lambda n: (m - n) / (n + 1) * (q / (1 - q)), pmf)


def negative_binomial(r, beta):
    def pmf(n):
        b, rr = mpmath.mpf(beta), mpmath.mpf(r)
        choose = mpmath.loggamma(n + rr) - mpmath.loggamma(rr) - mpmath.loggamma(n + 1)
        return mpmath.exp(choose + n * (mpmath.log(b) - mpmath.log1p(b)) - rr * mpmath.log1p(b))

    return counts(stats.nbinom(r, 1 / (1 + beta)), lambda n: (n + r) / (n + 1) * (beta / (1 + beta)), pmf)


def log_gamma_law(alpha, rate):
    inner = stats.gamma(alpha, scale=1 / rate)
    return Law(
        lambda x: inner.cdf(math.log(x)) if x > 1 else 0.0,
        lambda x: inner.sf(math.log(x)) if x > 1 else 1.0,
        lambda p: math.exp(inner.ppf(p)),
        lambda s: math.exp(inner.isf(s)),
        1.0,
    )


def log_t_law(r, mu, sigma):
    inner = stats.t(r)
    return Law(
        lambda x: inner.cdf((math.log(x) - mu) / sigma),
        lambda x: inner.sf((math.log(x) - mu) / sigma),
        lambda p: math.exp(mu + sigma * inner.ppf(p)),
        lambda s: math.exp(mu + sigma * inner.isf(s)),
    )


def power_law(inner, tau, theta):
    """theta Y^(1 / tau) for the law of Y."""
    return Law(
        lambda x: inner.cdf((x / theta) ** tau),
        lambda x: inner.sf((x / theta) ** tau),
        lambda p: theta * inner.ppf(p) ** (1 / tau),
        lambda s: theta * inner.isf(s) ** (1 / tau),
    )


def inverse_pareto_law(tau, theta):
    def quantile(log_p):
        return theta / math.expm1(-log_p / tau)

    return Law(
        lambda x: math.exp(-tau * math.log1p(theta / x)),
        lambda x: -math.expm1(-tau * math.log1p(theta / x)),
        lambda p: quantile(math.log(p)),
        lambda s: quantile(math.log1p(-s)),
    )


# Families that need no more than their law, by the parameters of this library.
plain = {
    "transformedGamma": lambda alpha, tau, theta: scipy_law(stats.gengamma(alpha, tau, scale=theta)),
    "inverseTransformedGamma": lambda alpha, tau, theta: scipy_law(stats.gengamma(alpha, -tau, scale=theta)),
    "inverseGamma": lambda alpha, theta: scipy_law(stats.invgamma(alpha, scale=theta)),
    "inverseWeibull": lambda tau, theta: scipy_law(stats.invweibull(tau, scale=theta)),
    "inverseExponential": lambda theta: scipy_law(stats.invweibull(1, scale=theta)),
    "transformedBeta": lambda alpha, gamma, tau, theta: power_law(stats.betaprime(tau, alpha), gamma, theta),
    "betaPrime": lambda alpha, tau, theta: scipy_law(stats.betaprime(tau, alpha, scale=theta)),
    "burr": lambda alpha, gamma, theta: power_law(pareto_law(alpha, 1), gamma, theta),
    "inverseBurr": lambda tau, gamma, theta: power_law(inverse_pareto_law(tau, 1), gamma, theta),
    "inversePareto": inverse_pareto_law,
    "loglogistic": lambda gamma, theta: scipy_law(stats.fisk(gamma, scale=theta)),
    "paralogistic": lambda alpha, theta: power_law(pareto_law(alpha, 1), alpha, theta),
    "inverseParalogistic": lambda tau, theta: power_law(inverse_pareto_law(tau, 1), tau, theta),
    "beta": lambda a, b, theta: scipy_law(stats.beta(a, b, scale=theta)),
    "generalizedBeta": lambda a, b, tau, theta: power_law(stats.beta(a, b), tau, theta),
    "loggamma": log_gamma_law,
    "logT": log_t_law,
    "inverseGaussian": lambda mu, theta: scipy_law(stats.invgauss(mu / theta, scale=theta)),
    "triangular": lambda low, mode, high: scipy_law(
        stats.triang((mode - low) / (high - low), loc=low, scale=high - low), low
    ),
}
plain_cases = [
    ("transformedGamma", {"alpha": 2.5, "tau": 0.6, "theta": 400}),
    ("transformedGamma", {"alpha": 0.4, "tau": 3, "theta": 1000}),
    ("inverseTransformedGamma", {"alpha": 1.7, "tau": 1.3, "theta": 1000}),
    ("inverseGamma", {"alpha": 3.2, "theta": 2500}),
    ("inverseGamma", {"alpha": 0.7, "theta": 40}),
    ("inverseWeibull", {"tau": 1.5, "theta": 1000}),
    ("inverseExponential", {"theta": 700}),
    ("transformedBeta", {"alpha": 1.6, "gamma": 1.8, "tau": 0.7, "theta": 3000}),
    ("transformedBeta", {"alpha": 8, "gamma": 0.6, "tau": 4.5, "theta": 1e5}),
    ("betaPrime", {"alpha": 2.4, "tau": 1.7, "theta": 1e4}),
    ("burr", {"alpha": 1.6, "gamma": 1.4, "theta": 2000}),
    ("inverseBurr", {"tau": 0.6, "gamma": 2.3, "theta": 2000}),
    ("inversePareto", {"tau": 0.8, "theta": 900}),
    ("loglogistic", {"gamma": 2.2, "theta": 1500}),
    ("paralogistic", {"alpha": 1.8, "theta": 3000}),
    ("inverseParalogistic", {"tau": 2.6, "theta": 800}),
    ("beta", {"a": 2.5, "b": 4, "theta": 1000}),
    ("beta", {"a": 0.3, "b": 0.8, "theta": 1000}),
    ("generalizedBeta", {"a": 1.5, "b": 2.5, "tau": 3, "theta": 1e4}),
    ("generalizedBeta", {"a": 12, "b": 0.9, "tau": 0.3, "theta": 50}),
    ("loggamma", {"alpha": 4.5, "rate": 3.2}),
    ("logT", {"r": 6, "mu": 7, "sigma": 0.8}),
    ("inverseGaussian", {"mu": 1000, "theta": 1500}),
    ("inverseGaussian", {"mu": 1000, "theta": 5}),
    ("triangular", {"low": 10, "mode": 250, "high": 1000}),
]


def case(family, parameters, law, name=None):
    """As the tests read it: by the name they know it by, and written as severityBuild.ts makes a law of it."""
    plain_name = f"{family}({', '.join(f'{value:g}' for value in parameters.values())})" if name is None else name
    return plain_name, {"made": {family: parameters}, **law}


def severities():
    for alpha, theta in [(0.01, 1), (0.5, 1000), (1, 1000), (2, 1000), (2.5, 400), (100, 10), (1e6, 1)]:
        yield case("gamma", {"alpha": alpha, "theta": theta}, gamma(alpha, theta))
    exponential = continuous(scipy_law(stats.expon(scale=1000)), lambda d: -1000 * mpmath.expm1(-d / 1000))
    yield case("exponential", {"theta": 1000}, exponential)
    for mu, sigma in [(10, 0.1), (11.5, 1.4), (0, 5)]:
        yield case("lognormal", {"mu": mu, "sigma": sigma}, lognormal(mu, sigma))
    for alpha, theta in [(0.5, 1000), (1, 1000), (1.1, 1000), (2.2, 40000), (50, 1000)]:
        yield case("pareto", {"alpha": alpha, "theta": theta}, pareto(alpha, theta))
    yield case("singleParameterPareto", {"alpha": 1.5, "theta": 1000}, single_parameter_pareto(1.5, 1000))
    for xi in (-0.3, 0, 0.5, 1.2):
        parameters = {"xi": xi, "theta": 7, "threshold": 10}
        yield case("generalizedPareto", parameters, continuous(generalized_pareto_law(**parameters)))
    for tau in (0.3, 0.7, 1, 3):
        closed = lambda d, tau=tau: float(
            1000 * special.gamma(1 + 1 / tau) * special.gammainc(1 + 1 / tau, (float(d) / 1000) ** tau)
        ) + float(d) * math.exp(-((float(d) / 1000) ** tau))
        law = continuous(scipy_law(stats.weibull_min(tau, scale=1000)), closed)
        yield case("weibull", {"tau": tau, "theta": 1000}, law)
    yield case("uniform", {"low": 20, "high": 120}, continuous(scipy_law(stats.uniform(20, 100), 20)))
    ties = {"values": [1, 2, 2, 5, 5, 5, 13, 100], "weights": [1, 2, 1, 0.5, 3, 0.25, 2, 0.125]}
    shuffled = {"values": [100, 1, 2, 5, 2, 13, 5, 5], "weights": [0.125, 1, 2, 0.5, 1, 2, 3, 0.25]}
    yield case("empirical", shuffled, points(**ties), "empirical with ties and weights")
    squares = {
        "values": [k * k for k in range(1, 1001)],
        "weights": [1 + (7919 * k) % 13 for k in range(1, 1001)],
    }
    yield case("empirical", squares, points(**squares), "empirical of 1000 values")
    yield case("constant", {"value": 7.5}, points([7.5], [1]))
    # What lies beyond the break belongs to the tail, so the body's 13 is never drawn.
    body = [1.2, 2, 2, 3.5, 5, 8.25]
    tail = {"xi": 0.496986, "theta": 6.975468, "threshold": 10}
    yield case(
        "splice",
        {
            "pieces": [{"empirical": {"values": [13, *body]}}, {"generalizedPareto": tail}],
            "breaks": [10],
            "weights": [2058 / 2167, 109 / 2167],
        },
        points(body, [1] * 6, (generalized_pareto_law(**tail), 109 / 2167, 10)),
        "splice of empirical and generalizedPareto",
    )
    yield case(
        "splice",
        {
            "pieces": [{"lognormal": {"mu": 8, "sigma": 1}}, {"pareto": {"alpha": 2.2, "theta": 40000}}],
            "breaks": [10000],
            "weights": [0.9, 0.1],
        },
        continuous(
            splice([scipy_law(stats.lognorm(1, scale=math.exp(8))), pareto_law(2.2, 40000)], [10000], [0.9, 0.1])
        ),
        "splice of lognormal and pareto",
    )
    yield case(
        "truncated",
        {"severity": {"lognormal": {"mu": 8, "sigma": 1.5}}, "lower": 1000, "upper": 50000},
        continuous(truncated(scipy_law(stats.lognorm(1.5, scale=math.exp(8))), 1000, 50000)),
        "truncated lognormal, body",
    )
    yield case(
        "truncated",
        {"severity": {"lognormal": {"mu": 0, "sigma": 1}}, "lower": 1000},
        continuous(truncated(lognormal_tail_law(0, 1), 1000, math.inf)),
        "truncated lognormal, tail",
    )
    yield case(
        "truncated",
        {"severity": {"gamma": {"alpha": 2.5, "theta": 100}}, "lower": 4000, "upper": 5000},
        continuous(truncated(scipy_law(stats.gamma(2.5, scale=100)), 4000, 5000)),
        "truncated gamma, tail",
    )
    for family, parameters in plain_cases:
        yield case(family, parameters, continuous(plain[family](**parameters)))


def frequencies():
    # The 30,000 and 60,000 claims of a Poisson law stand on either side of the span at which cells become wider than a
    # count (tables/countTable.ts), and so do the pairs of the other families.
    for lam in (1e-3, 0.1, 5, 100, 3000, 30000, 60000, 1e6, 1e9):
        yield case("poisson", {"lambda": lam}, poisson(lam))
    for r, beta in [(0.01, 1e6), (1.5, 1e5), (50, 4), (2, 0.05), (30, 10), (30, 20)]:
        yield case("negativeBinomial", {"r": r, "beta": beta}, negative_binomial(r, beta))
    for m, q in [(20, 0.3), (10**9, 0.3), (10**6, 1e-6), (300, 0.999), (10**5, 0.1), (10**6, 0.1)]:
        yield case("binomial", {"m": m, "q": q}, binomial(m, q))
    for beta in (0.5, 7, 1e6):
        yield case("geometric", {"beta": beta}, negative_binomial(1, beta))
    yield case("deterministic", {"n": 3}, points([3], [1]))


def main():
    groups = {"severities": dict(severities()), "frequencies": dict(frequencies())}
    print("{")
    for i, (group, laws) in enumerate(groups.items()):
        print(f' "{group}": {{')
        for j, (name, law) in enumerate(laws.items()):
            text = json.dumps(law, separators=(",", ":"), default=float)
            print(f'  "{name}": {text}{"," if j + 1 < len(laws) else ""}')
        print(" }," if i == 0 else " }")
    print("}")


if __name__ == "__main__":
    main()
