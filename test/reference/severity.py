"""Reference values of the severity families, from their definitions at 450 digits (mpmath): severity.json.

Run: python3 severity.py > severity.json
Survival functions, limited means and moments are the textbook's closed forms (Klugman, Panjer & Willmot, Loss Models,
appendix A), which at this precision need no care; `crosscheck` compares each of them with numerical integration of the
density. Arguments are doubles, taken exactly; what they are is chosen near quantiles, so that each case is looked at in
its body and in both tails.
"""

import json
import sys
from functools import partial
from multiprocessing import Pool

from mpmath import mp, mpf, exp, log, gamma, erfc, sqrt, pi, quad, inf, expm1, log1p

mp.dps = 450
FIELDS = ["density", "cdf", "survival"]


class Law:
    """Survival S, density f, limited mean L on [low, high), moments M(k); moments exist below `index`."""

    low, high, index, breaks = mpf(0), inf, inf, ()

    def F(self, x):
        return 1 - self.S(x)

    def mean(self):
        return self.M(1)

    def layer(self, a, l):
        if l == inf:
            return self.mean() - self.L(a)
        return self.L(a + l) - self.L(a)


def gamma_p_q(a, x):
    """Regularised incomplete gamma functions P and Q, by the series of P or Legendre's continued fraction of Q."""
    if x > 20000 + 10 * a:
        return mpf(1), mpf(0)
    scale = exp(a * log(x) - x - mp.loggamma(a))
    tiny = mpf(10) ** -(mp.dps + 5)
    if x < a + 1 + 2 * sqrt(a) or x < 30:
        term = total = 1 / a
        n = 1
        while True:
            term *= x / (a + n)
            total += term
            n += 1
            if n > x and term < tiny * total:
                break
        p = scale * total
        return p, 1 - p
    # Modified Lentz.
    b = x + 1 - a
    c, d = 1 / tiny**4, 1 / b
    h = d
    n = 1
    while True:
        an = -n * (n - a)
        b += 2
        d = 1 / (an * d + b)
        c = b + an / c
        h *= d * c
        n += 1
        if abs(d * c - 1) < tiny * 10**10:
            break
    q = scale * h
    return 1 - q, q


class Gamma(Law):
    def __init__(self, alpha, theta):
        self.a, self.t = mpf(alpha), mpf(theta)

    def S(self, x):
        return gamma_p_q(self.a, x / self.t)[1]

    def F(self, x):
        return gamma_p_q(self.a, x / self.t)[0]

    def f(self, x):
        y = x / self.t
        return exp(self.a * log(y) - y - mp.loggamma(self.a)) / x

    def M(self, k):
        return self.t**k * exp(mp.loggamma(self.a + k) - mp.loggamma(self.a))

    def L(self, d):
        return self.a * self.t * gamma_p_q(self.a + 1, d / self.t)[0] + d * self.S(d)

    def limited(self, k, d):
        return self.M(k) * gamma_p_q(self.a + k, d / self.t)[0] + d**k * self.S(d)

    def variance(self):
        return self.a * self.t**2

    def skewness(self):
        return 2 / sqrt(self.a)


class Lognormal(Law):
    def __init__(self, mu, sigma):
        self.m, self.s = mpf(mu), mpf(sigma)

    def S(self, x):
        return erfc((log(x) - self.m) / self.s / sqrt(2)) / 2

    def F(self, x):
        return erfc(-(log(x) - self.m) / self.s / sqrt(2)) / 2

    def f(self, x):
        return exp(-(((log(x) - self.m) / self.s) ** 2) / 2) / (x * self.s * sqrt(2 * pi))

    def M(self, k):
        return exp(k * self.m + (k * self.s) ** 2 / 2)

    def L(self, d):
        return self.limited(1, d)

    def limited(self, k, d):
        return self.M(k) * erfc((self.m + k * self.s**2 - log(d)) / self.s / sqrt(2)) / 2 + d**k * self.S(d)


class Hazard(Law):
    """S = exp(-H)"""

    def S(self, x):
        return exp(-self.H(x))

    def F(self, x):
        return -expm1(-self.H(x))


class Exponential(Hazard):
    def __init__(self, theta):
        self.t = mpf(theta)

    def H(self, x):
        return x / self.t

    def f(self, x):
        return self.S(x) / self.t

    def M(self, k):
        return self.t**k * gamma(1 + k)

    def L(self, d):
        return -self.t * expm1(-d / self.t)


class Weibull(Hazard):
    def __init__(self, tau, theta):
        self.k, self.t = mpf(tau), mpf(theta)

    def H(self, x):
        return (x / self.t) ** self.k

    def f(self, x):
        return self.k / x * self.H(x) * self.S(x)

    def M(self, k):
        return self.t**k * gamma(1 + k / self.k)

    def L(self, d):
        return self.limited(1, d)

    def limited(self, k, d):
        return self.M(k) * gamma_p_q(1 + k / self.k, self.H(d))[0] + d**k * self.S(d)


class Pareto(Hazard):
    def __init__(self, alpha, theta):
        self.a, self.t = mpf(alpha), mpf(theta)
        self.index = self.a

    def H(self, x):
        return self.a * log1p(x / self.t)

    def f(self, x):
        return self.a * self.t**self.a / (self.t + x) ** (self.a + 1)

    def M(self, k):
        return self.t**k * gamma(1 + k) * gamma(self.a - k) / gamma(self.a)

    def L(self, d):
        if self.a == 1:
            return self.t * log(1 + d / self.t)
        return self.t / (self.a - 1) * (1 - (1 + d / self.t) ** (1 - self.a))


class SingleParameterPareto(Hazard):
    def __init__(self, alpha, theta):
        self.a, self.t = mpf(alpha), mpf(theta)
        self.index, self.low = self.a, self.t

    def H(self, x):
        return self.a * log(x / self.t)

    def f(self, x):
        return self.a * self.t**self.a / x ** (self.a + 1)

    def M(self, k):
        return self.a * self.t**k / (self.a - k)

    def L(self, d):
        if d <= self.t:
            return d
        if self.a == 1:
            return self.t * (1 + log(d / self.t))
        return self.a * self.t / (self.a - 1) - self.t**self.a / ((self.a - 1) * d ** (self.a - 1))


class GeneralizedPareto(Hazard):
    def __init__(self, xi, theta, threshold):
        self.x, self.t, self.low = mpf(xi), mpf(theta), mpf(threshold)
        self.index = 1 / self.x if self.x > 0 else inf
        self.high = self.low - self.t / self.x if self.x < 0 else inf

    def H(self, x):
        z = (x - self.low) / self.t
        return log1p(self.x * z) / self.x if self.x else z

    def f(self, x):
        return exp(-(1 + self.x) * self.H(x)) / self.t

    def M(self, k):
        if k == 1:
            return self.low + self.t / (1 - self.x)
        return power_layer(self, k, 0, inf)

    def L(self, d):
        if d <= self.low:
            return d
        if self.x == 1:
            return self.low + self.t * self.H(d)
        return self.low + self.t / (1 - self.x) * (1 - exp((self.x - 1) * self.H(d)))

    def variance(self):
        return self.t**2 / ((1 - self.x) ** 2 * (1 - 2 * self.x))

    def skewness(self):
        return 2 * (1 + self.x) * sqrt(1 - 2 * self.x) / (1 - 3 * self.x)


class Uniform(Law):
    def __init__(self, low, high):
        self.low, self.high = mpf(low), mpf(high)

    def S(self, x):
        return (self.high - x) / (self.high - self.low)

    def F(self, x):
        return (x - self.low) / (self.high - self.low)

    def f(self, x):
        return 1 / (self.high - self.low)

    def M(self, k):
        return (self.high ** (k + 1) - self.low ** (k + 1)) / (k + 1) / (self.high - self.low)

    def L(self, d):
        return d - max(d - self.low, 0) ** 2 / 2 / (self.high - self.low)


class Truncated(Law):
    def __init__(self, law, lower=-inf, upper=inf):
        self.of = law
        self.low, self.high = max(mpf(lower), law.low), min(mpf(upper), law.high)
        self.index = law.index if upper == inf else inf
        self.above = law.S(self.high) if self.high < inf else mpf(0)
        # With S and F from one tail only, a mass deep in the other one would keep none of the digits.
        self.tail = law.S(self.low) < 0.5 if self.low > law.low else False
        self.mass = law.S(self.low) - self.above if self.tail else self.of.F(self.high) - self.F0(self.low)
        if hasattr(law, "limited"):
            self.limited = lambda k, d: (self.partial(k, d) - self.partial(k, self.low)) / self.mass + d**k * self.S(d)

    def partial(self, k, d):
        """E[X^k; X <= d] of the whole law."""
        if d == 0:
            return mpf(0)
        return self.of.M(k) if d == inf else self.of.limited(k, d) - d**k * self.of.S(d)

    def F0(self, x):
        return self.of.F(x) if x > self.of.low else mpf(0)

    def S(self, x):
        if self.tail:
            return (self.of.S(x) - self.above) / self.mass
        return ((self.of.F(self.high) if self.high < inf else mpf(1)) - self.of.F(x)) / self.mass

    def F(self, x):
        if self.tail:
            return (self.of.S(self.low) - self.of.S(x)) / self.mass
        return (self.of.F(x) - self.F0(self.low)) / self.mass

    def f(self, x):
        return self.of.f(x) / self.mass

    def M(self, k):
        if k == 1:
            return self.L(self.high) if self.high < inf else self.low + self.of.layer(self.low, inf) / self.mass
        if hasattr(self.of, "limited"):
            return (self.partial(k, self.high) - self.partial(k, self.low)) / self.mass
        return power_layer(self, k, 0, inf)

    def L(self, d):
        d = min(d, self.high)
        if d <= self.low:
            return d
        if self.tail:
            return self.low + (self.of.layer(self.low, d - self.low) - (d - self.low) * self.above) / self.mass
        start = self.of.L(self.low) if self.low > 0 else mpf(0)
        F = self.of.F(self.high) if self.high < inf else mpf(1)
        return self.low + (self.of.L(d) - start - (d - self.low) * (1 - F)) / self.mass


class Splice(Law):
    def __init__(self, pieces, weights):
        self.pieces, self.w = pieces, [mpf(w) for w in weights]
        self.low, self.high = pieces[0].low, pieces[-1].high
        self.index = min(p.index for p in pieces)
        self.breaks = [p.low for p in pieces[1:]]

    def S(self, x):
        return sum(w * (p.S(x) if p.low < x < p.high else (1 if x <= p.low else 0)) for w, p in zip(self.w, self.pieces))

    def F(self, x):
        return sum(w * (p.F(x) if p.low < x < p.high else (0 if x <= p.low else 1)) for w, p in zip(self.w, self.pieces))

    def f(self, x):
        return sum(w * p.f(x) for w, p in zip(self.w, self.pieces) if p.low <= x <= p.high)

    def M(self, k):
        return sum(w * p.M(k) for w, p in zip(self.w, self.pieces))

    def L(self, d):
        return sum(w * (p.L(min(d, p.high)) if d > p.low else d) for w, p in zip(self.w, self.pieces))


def quantile(law, level, upper):
    """x with S(x) = level (upper) or F(x) = level, to 25 digits, by bisection of log(x - low)."""
    with mp.workdps(60):
        g = law.S if upper else law.F
        lo, hi = mpf(-1500), mpf(1500) if law.high == inf else log(law.high - law.low)
        for _ in range(90):
            mid = (lo + hi) / 2
            v = g(law.low + exp(mid))
            if (v > level) == upper:
                lo = mid
            else:
                hi = mid
        return law.low + exp(lo)


def power_layer(law, k, a, b):
    """Integral of k x^(k-1) S(x) from a to b, in log(x - low) between quantiles."""
    if a == 0 and b < inf and hasattr(law, "limited"):
        return law.limited(k, b)
    with mp.workdps(30):
        top = min(b, law.high)
        total = mpf(0)
        if a < law.low:
            total, a = min(law.low, top) ** k - mpf(a) ** k, law.low
        if top <= a:
            return total
        cuts = [quantile(law, mpf(p), False) for p in (1e-25, 1e-18, 1e-12, 1e-8, 1e-5, 0.001, 0.01, 0.1, 0.3, 0.5)]
        cuts += [quantile(law, mpf(10) ** -j, True) for j in (0.5, 1, 2, 3, 4.5, 6, 8, 10, 13, 16, 20, 25, 30, 40, 50)]
        if law.index < inf:
            cuts += [quantile(law, mpf(10) ** -j, True) for j in (70, 100, 150, 200, 300, 400, 600)]
        points = sorted({x for x in cuts + [mpf(x) for x in law.breaks] if a < x < top})
        if a == law.low:
            # Up to the first quantile, at 1e-25, S is 1 to 25 digits.
            total, a, points = total + points[0] ** k - a**k, points[0], points[1:]
        edges = [log(a - law.low)] + [log(x - law.low) for x in points]
        edges.append(log(top - law.low) if top < inf else (edges[-1] + 200))

        def integrand(y):
            x = law.low + exp(y)
            return k * x ** (k - 1) * law.S(x) * exp(y) if x < law.high else mpf(0)

        return total + quad(integrand, edges)


def central(law):
    m1, m2, m3 = law.M(1), law.M(2), law.M(3)
    v = m2 - m1**2
    return v, (m3 - 3 * m1 * m2 + 2 * m1**3) / v**1.5


def crosscheck(law, name):
    """The closed forms against integration of the density between two quantiles."""
    a, b = quantile(law, mpf("0.01"), False), quantile(law, mpf("0.01"), True)
    expected_mass, expected_layer = law.S(a) - law.S(b), law.layer(a, b - a)
    with mp.workdps(30):
        mid = [quantile(law, mpf(j) / 10, False) for j in range(1, 10)]
        edges = [log(x - law.low) for x in sorted([a, b] + mid + list(law.breaks))]
        mass = quad(lambda y: law.f(law.low + exp(y)) * exp(y), edges)
        layer = quad(lambda y: law.S(law.low + exp(y)) * exp(y), edges)
        assert abs(mass - expected_mass) < 1e-18, (name, "density")
        assert abs(layer / expected_layer - 1) < 1e-15, (name, "limited mean")


def number(x):
    x = float(x)
    return x if x == x and abs(x) != float("inf") else ("Infinity" if x > 0 else str(x))


def representable(x):
    return 1e-290 < x < 1e290


def case(spec, law, levels=((1e-300, 1e-30, 1e-9), (1e-9, 1e-40, 1e-300)), check=True, layers=True, moments=True):
    if check:
        crosscheck(law, spec)
    out = {"severity": spec, "points": [], "quantiles": [], "survivalQuantiles": [], "limitedMeans": []}
    out["layers"], out["moments"], out["limitedMoments"] = [], [], []
    lower, upper = levels
    body = (0.01, 0.3, 0.5, 0.9)
    for p in lower + body:
        x = quantile(law, mpf(p), False)
        if representable(x):
            out["quantiles"].append([p, number(x)])
    for s in (0.7, 0.1, 0.001) + upper:
        x = quantile(law, mpf(s), True)
        if representable(x):
            out["survivalQuantiles"].append([s, number(x)])
    xs = sorted({float(x) for _, x in out["quantiles"] + out["survivalQuantiles"]})
    xs = [x for x in xs if law.low < x < law.high]
    for x in xs:
        X = mpf(x)
        out["points"].append([x] + [number(v) for v in (law.f(X), law.F(X), law.S(X))])
        out["limitedMeans"].append([x, number(law.L(X))])
    if layers:
        finite_mean = law.index > 1
        for i, x in enumerate(xs):
            widths = [x * 1e-9, x / 4] + ([xs[i + 1] - x] if i + 1 < len(xs) else [])
            for l in widths:
                if mpf(x) + mpf(l) < law.high and representable(l):
                    out["layers"].append([x, l, number(law.layer(mpf(x), mpf(l)))])
            if finite_mean:
                out["layers"].append([x, "Infinity", number(law.mean() - law.L(mpf(x)))])
        if law.low > 0 and 1.5 * law.low < law.high:
            half = float(law.low) / 2
            out["layers"].append([half, float(law.low), number(law.L(mpf(half) + mpf(float(law.low))) - mpf(half))])
    if moments:
        out["moments"] = [[k, number(law.M(mpf(k)))] for k in (0.5, 1, 2, 3.5) if k < law.index and law.M(mpf(k)) < 1e300]
        for q in (0.3, 0.99):
            d = float(quantile(law, mpf(q), False))
            if representable(d):
                for k in (0.5, 2, 3):
                    out["limitedMoments"].append([k, d, number(power_layer(law, mpf(k), 0, mpf(d)))])
        if law.index > 3:
            v, skew = (law.variance(), law.skewness()) if hasattr(law, "skewness") else central(law)
            out["variance"], out["skewness"] = number(v), number(skew)
        elif law.index > 2:
            out["variance"] = number(law.variance() if hasattr(law, "variance") else law.M(2) - law.M(1) ** 2)
    print(spec, file=sys.stderr)
    return out


def family(name, build, *parameters, **how):
    names, values = zip(*[p.split("=") for p in parameters])
    doubles = [float(v) for v in values]
    return case({name: dict(zip(names, doubles))}, build(*doubles), **how)


def truncated(name, build, parameters, bounds, **how):
    spec = {"truncated": {"severity": {name: parameters}, **bounds}}
    return case(spec, Truncated(build(*[mpf(v) for v in parameters.values()]), **{k: mpf(v) for k, v in bounds.items()}), **how)


jobs = []
for alpha, theta in [(2.5, 400), (1, 3), (0.01, 1), (1e-10, 1), (50, 1e-3), (1e4, 1e6)]:
    jobs.append(partial(family, "gamma", Gamma, f"alpha={alpha}", f"theta={theta}", check=0.1 < alpha < 100))
jobs.append(partial(family, "exponential", Exponential, "theta=1000"))
for mu, sigma in [(10, 1.5), (0, 0.01), (-5, 8), (0, 50)]:
    jobs.append(partial(family, "lognormal", Lognormal, f"mu={mu}", f"sigma={sigma}", moments=sigma < 9))
for alpha, theta in [(1e-10, 1), (0.5, 1), (1, 40), (1 - 1e-9, 40), (1 + 1e-9, 40), (2, 1e5), (2 + 1e-9, 1e5), (3.5, 1), (60, 1e6)]:
    jobs.append(partial(family, "pareto", Pareto, f"alpha={alpha!r}", f"theta={theta}", check=alpha > 0.1, moments=alpha > 0.1))
for alpha, theta in [(0.5, 100), (1, 1e6), (1 + 1e-9, 3), (2, 1e-3), (4, 100)]:
    jobs.append(partial(family, "singleParameterPareto", SingleParameterPareto, f"alpha={alpha!r}", f"theta={theta}"))
for xi, theta, low in [(-2, 5, 0), (-1, 7, 10), (-0.5, 1e4, 1e6), (-1e-9, 3, 0), (0, 1e5, 1e6), (1e-12, 1, 0), (1e-6, 20, 1),
                       (0.33, 1e5, 1e6), (0.5, 10, 0), (1, 10, 0), (1 + 1e-9, 10, 2), (1.5, 1, 1e3)]:
    jobs.append(partial(family, "generalizedPareto", GeneralizedPareto, f"xi={xi!r}", f"theta={theta}", f"threshold={low}"))
for tau, theta in [(0.05, 1), (0.3, 1e4), (0.7, 1000), (1, 5), (3, 1e6), (40, 1), (300, 10)]:
    jobs.append(partial(family, "weibull", Weibull, f"tau={tau}", f"theta={theta}", check=0.1 < tau < 10))
for low, high in [(5, 95), (0, 1), (1e6, 1e6 + 1e-3)]:
    jobs.append(partial(family, "uniform", Uniform, f"low={low!r}", f"high={high!r}"))

bounded = {"levels": ((1e-300, 1e-30, 1e-9), (1e-9,))}
# What is rarer than 1e-308 under the whole law is no double.
shallow = {"levels": ((1e-9, 1e-40), (1e-9,))}
deep = {"levels": ((1e-9,), (1e-9, 1e-40))}
jobs += [
    partial(truncated, "lognormal", Lognormal, {"mu": 6, "sigma": 1}, {"upper": 1000}, **bounded),
    partial(truncated, "lognormal", Lognormal, {"mu": 0, "sigma": 1}, {"upper": 1e-12}, **shallow),
    partial(truncated, "lognormal", Lognormal, {"mu": 0, "sigma": 1}, {"lower": 1, "upper": 1 + 2.0**-20}, **bounded, moments=False),
    partial(truncated, "gamma", Gamma, {"alpha": 2.5, "theta": 1}, {"lower": 470}, **deep),
    partial(truncated, "gamma", Gamma, {"alpha": 0.1, "theta": 100}, {"upper": 50}, **bounded),
    partial(truncated, "pareto", Pareto, {"alpha": 1.2, "theta": 1000}, {"lower": 500, "upper": 1e7}, **bounded),
    partial(truncated, "pareto", Pareto, {"alpha": 2.5, "theta": 1000}, {"lower": 1e8}, levels=((1e-300, 1e-9), (1e-9, 1e-40, 1e-280))),
    partial(truncated, "weibull", Weibull, {"tau": 0.5, "theta": 10}, {"lower": 2e6}, **deep),
    partial(truncated, "exponential", Exponential, {"theta": 1}, {"lower": 460, "upper": 461}, **bounded),
]
spliced = {
    "splice": {
        "pieces": [{"lognormal": {"mu": 6.0, "sigma": 1.0}}, {"uniform": {"low": 0.0, "high": 5000.0}},
                   {"generalizedPareto": {"xi": 0.25, "theta": 900.0, "threshold": 2000.0}}],
        "breaks": [1000.0, 2000.0],
        "weights": [0.875, 0.0625, 0.0625],
    }
}
jobs.append(partial(case, spliced, Splice(
    [Truncated(Lognormal(6, 1), upper=1000), Truncated(Uniform(0, 5000), 1000, 2000), GeneralizedPareto(0.25, 900, 2000)],
    [0.875, 0.0625, 0.0625])))


def run(i):
    return jobs[i]()


if __name__ == "__main__":
    with Pool() as pool:
        cases = list(pool.imap(run, range(len(jobs))))
    print('{"source":"mpmath, 450 digits: severity.py","cases":[')
    print(",\n".join(json.dumps(each, separators=(",", ":")) for each in cases))
    print("]}")
