"""Reference values of the severity combinators, from their definitions at 40 digits (mpmath): combinators.json.

Run: python3 combinators.py > combinators.json
A law is here a survival function P(X > x), atoms, a density, and the points between which it is smooth, built up exactly as
the definitions of mixture, truncation, splicing, shift, scale and limit say; moments are Gauss-Legendre quadrature of
k x^(k - 1) S(x) between those points in the logarithm of x, quantiles bisection. None of this is how the library does it.
Laws named "custom" are formulas that the test writes down again (Loss Models, A.2.3.2 and A.3.3.2). All parameters are such
that scaled and shifted atoms are doubles.
"""

import json
import struct
import sys

from mpmath import mp, mpf, exp, log, gammainc, gamma, erfc, sqrt, pi, inf

mp.dps = 40
NODES = None


def nodes(n=32):
    """Gauss-Legendre nodes and weights on [-1, 1], by Newton's method on the Legendre polynomial."""
    global NODES
    if NODES is None:
        NODES = []
        for i in range(n):
            x = mp.cos(pi * (i + mpf(3) / 4) / (n + mpf(1) / 2))
            for _ in range(12):
                p0, p1 = mpf(1), x
                for k in range(2, n + 1):
                    p0, p1 = p1, ((2 * k - 1) * x * p1 - (k - 1) * p0) / k
                slope = n * (x * p1 - p0) / (x * x - 1)
                x -= p1 / slope
            NODES.append((x, 2 / ((1 - x * x) * slope * slope)))
    return NODES


class Law:
    """low, high, S, f, atoms {value: mass}, cuts (where S or f is not smooth), index (moments below it are finite)."""

    def __init__(self, low, high, S, f=None, atoms=None, cuts=(), index=inf):
        self.low, self.high, self.index = mpf(low), mpf(high), mpf(index)
        self._S, self._f = S, f or (lambda x: mpf(0))
        self.atoms = atoms or {}
        self.cuts = sorted({mpf(c) for c in cuts} | {self.low, self.high} | set(self.atoms))

    def S(self, x):
        return mpf(1) if x < self.low else mpf(0) if x >= self.high else self._S(mpf(x))

    def f(self, x):
        if x < self.low or x > self.high or mpf(x) in self.atoms:
            return mpf(0)
        return self._f(mpf(x))

    def F(self, x):
        return 1 - self.S(x)

    def integral(self, k, a, b):
        """The integral of k x^(k - 1) S(x) from a to b."""
        total = mpf(0)
        if a < self.low:
            to = min(b, self.low)
            total += to ** k - a ** k
            a = to
        b = min(b, self.high)
        if not a < b:
            return total
        points = [a] + [c for c in self.cuts if a < c < b] + [b]
        for start, end in zip(points, points[1:]):
            if end == inf:
                # Upwards until nothing comes any more.
                u = log(start) if start > 0 else mpf(0)
                if start == 0:
                    total += self.down(k, mpf(0), mpf(1))
                while True:
                    part = self.panel(k, u, u + mpf(1) / 2)
                    total += part
                    u += mpf(1) / 2
                    if part < total * mpf(10) ** -34:
                        break
                    if u > 4000:
                        raise ValueError("the integral does not end")
            elif start == 0:
                total += self.down(k, start, end)
            else:
                total += self.between(k, log(start), log(end))
        return total

    def between(self, k, u, v):
        n = int(mp.ceil((v - u) * 2)) or 1
        return sum(self.panel(k, u + (v - u) * i / n, u + (v - u) * (i + 1) / n) for i in range(n))

    def down(self, k, start, end):
        """From 0: downwards, until the survival function is as good as 1 and the rest is x^k."""
        total, u = mpf(0), log(end)
        while True:
            x = exp(u)
            if x ** k * self.F(x) < mpf(10) ** -38 * total or u < -2000:
                return total + x ** k
            total += self.panel(k, u - mpf(1) / 2, u)
            u -= mpf(1) / 2

    def panel(self, k, u, v):
        half, middle = (v - u) / 2, (u + v) / 2
        total = mpf(0)
        for t, w in nodes():
            x = exp(middle + half * t)
            total += w * k * x ** k * self.S(x)
        return total * half

    def moment(self, k):
        return self.integral(mpf(k), mpf(0), inf) if k < self.index else inf

    def limited(self, k, d):
        return self.integral(mpf(k), mpf(0), mpf(d))

    def invert(self, holds):
        """The least x at which `holds`: an atom, or to 36 digits."""
        a, b = self.low, self.high
        if b == inf:
            b = max(2 * a, mpf(1))
            while not holds(b):
                b *= 2
        if a == 0:
            a = b
            while holds(a):
                a /= 2
        elif holds(a):
            return a
        for _ in range(140):
            m = (a + b) / 2
            a, b = (a, m) if holds(m) else (m, b)
        for v in self.cuts:
            if abs(v - b) < mpf(10) ** -30 * b:
                return v
        return b

    def quantile(self, p):
        return self.invert(lambda x: self.F(x) >= p)

    def survival_quantile(self, s):
        return self.invert(lambda x: self.S(x) <= s)


def leaf(family, q):
    g = {k: mpf(v) for k, v in q.items() if not isinstance(v, list)}
    if family == "exponential":
        t = g["theta"]
        return Law(0, inf, lambda x: exp(-x / t), lambda x: exp(-x / t) / t)
    if family == "gamma":
        a, t = g["alpha"], g["theta"]
        density = lambda x: (x / t) ** a * exp(-x / t) / (x * gamma(a)) if x > 0 else mpf(0)
        return Law(0, inf, lambda x: gammainc(a, x / t, inf, regularized=True), density)
    if family == "lognormal":
        m, s = g["mu"], g["sigma"]
        z = lambda x: (log(x) - m) / s
        density = lambda x: exp(-z(x) ** 2 / 2) / (x * s * sqrt(2 * pi)) if x > 0 else mpf(0)
        return Law(0, inf, lambda x: erfc(z(x) / sqrt(2)) / 2 if x > 0 else mpf(1), density)
    if family == "pareto":
        a, t = g["alpha"], g["theta"]
        return Law(0, inf, lambda x: (t / (t + x)) ** a, lambda x: a / (t + x) * (t / (t + x)) ** a, index=a)
    if family == "singleParameterPareto":
        a, t = g["alpha"], g["theta"]
        return Law(t, inf, lambda x: (t / x) ** a, lambda x: a / x * (t / x) ** a, index=a)
    if family == "generalizedPareto":
        c, t, m = g["xi"], g["theta"], g["threshold"]
        S = lambda x: (1 + c * (x - m) / t) ** (-1 / c)
        return Law(m, inf, S, lambda x: (1 + c * (x - m) / t) ** (-1 / c - 1) / t, index=1 / c)
    if family == "weibull":
        a, t = g["tau"], g["theta"]
        return Law(0, inf, lambda x: exp(-((x / t) ** a)), lambda x: a / x * (x / t) ** a * exp(-((x / t) ** a)))
    if family == "uniform":
        a, b = g["low"], g["high"]
        return Law(a, b, lambda x: (b - x) / (b - a), lambda x: 1 / (b - a))
    if family == "constant":
        return points([g["value"]], [mpf(1)])
    if family == "empirical":
        values = q["values"]
        return points(values, q.get("weights", [1] * len(values)))
    raise ValueError(family)


def points(values, weights):
    total = mpf(sum(mpf(w) for w in weights))
    atoms = {}
    for v, w in zip(values, weights):
        atoms[mpf(v)] = atoms.get(mpf(v), mpf(0)) + mpf(w) / total
    return Law(min(atoms), max(atoms), lambda x: sum((m for v, m in atoms.items() if v > x), mpf(0)), None, atoms)


def weighted(laws, weights, low=None):
    total = sum(weights, mpf(0))
    weights = [w / total for w in weights]
    atoms = {}
    for w, one in zip(weights, laws):
        for v, m in one.atoms.items():
            atoms[v] = atoms.get(v, mpf(0)) + w * m
    each = list(zip(weights, laws))
    return Law(
        min(one.low for one in laws), max(one.high for one in laws),
        lambda x: sum((w * one.S(x) for w, one in each), mpf(0)),
        lambda x: sum((w * one.f(x) for w, one in each), mpf(0)),
        atoms, [c for one in laws for c in one.cuts], min(one.index for one in laws))


def truncate(one, lower, upper):
    a, b = one.S(lower), one.S(upper) if upper < inf else mpf(0)
    mass = a - b
    # The least value above the lower bound, where there are only atoms.
    low, high = max(one.low, lower), min(one.high, upper)
    if one.atoms and abs(sum(one.atoms.values()) - 1) < mpf(10) ** -30:
        inside = [v for v in one.atoms if lower < v <= upper]
        low, high = min(inside), max(inside)
    atoms = {v: m / mass for v, m in one.atoms.items() if lower < v <= upper}
    return Law(low, high, lambda x: (one.S(x) - b) / mass, lambda x: one.f(x) / mass, atoms,
               [c for c in one.cuts if low < c < high], inf if high < inf else one.index)


def make(written):
    (family, q), = written.items()
    if family == "mixture":
        return weighted([make(s) for s in q["severities"]], [mpf(w) for w in q["weights"]])
    if family == "truncated":
        return truncate(make(q["severity"]), mpf(q.get("lower", -1)), mpf(q.get("upper", inf)))
    if family == "splice":
        ends = [mpf(-1)] + [mpf(b) for b in q["breaks"]] + [inf]
        pieces = [truncate(make(p), ends[i], ends[i + 1]) for i, p in enumerate(q["pieces"])]
        return weighted(pieces, [mpf(w) for w in q["weights"]])
    if family in ("shifted", "scaled"):
        one = make(q["severity"])
        c, d = (mpf(1), mpf(q["by"])) if family == "shifted" else (mpf(q["by"]), mpf(0))
        return Law(c * one.low + d, c * one.high + d, lambda x: one.S((x - d) / c), lambda x: one.f((x - d) / c) / c,
                   {c * v + d: m for v, m in one.atoms.items()}, [c * v + d for v in one.cuts], one.index)
    if family == "limited":
        one, at = make(q["severity"]), mpf(q["at"])
        atoms = {v: m for v, m in one.atoms.items() if v < at}
        atoms[at] = one.S(at) + one.atoms.get(at, mpf(0))
        return Law(one.low, at, one.S, one.f, atoms, [c for c in one.cuts if c < at])
    if family == "histogram":
        bins = zip(q["edges"], q["edges"][1:], q["weights"])
        bins = [(leaf("uniform", {"low": a, "high": b}), mpf(w)) for a, b, w in bins if w > 0]
        return weighted([one for one, _ in bins], [w for _, w in bins])
    if family == "piecewisePareto":
        t, a = [mpf(v) for v in q["thresholds"]], [mpf(v) for v in q["alphas"]]

        def piece(x):
            s, i = mpf(1), 0
            while i + 1 < len(t) and t[i + 1] <= x:
                s *= (t[i] / t[i + 1]) ** a[i]
                i += 1
            return s, i

        def S(x):
            s, i = piece(x)
            return s * (t[i] / x) ** a[i]

        return Law(t[0], inf, S, lambda x: a[piece(x)[1]] * S(x) / x, None, t, a[-1])
    if family == "custom":
        if q["formula"] == "burr":
            al, ga, th = mpf(2), mpf(1.5), mpf(1000)
            z = lambda x: (x / th) ** ga
            return Law(0, inf, lambda x: (1 + z(x)) ** -al, lambda x: al * ga * z(x) / (x * (1 + z(x)) ** (al + 1)),
                       index=al * ga)
        if q["formula"] == "inverseWeibull":
            ta, th = mpf(2.5), mpf(1000)
            z = lambda x: (th / x) ** ta
            return Law(0, inf, lambda x: -mp.expm1(-z(x)), lambda x: ta * z(x) * exp(-z(x)) / x, index=ta)
    return leaf(family, q)


def double(x):
    return float(x)


def neighbour(x, step):
    return struct.unpack("<d", struct.pack("<q", struct.unpack("<q", struct.pack("<d", x))[0] + step))[0]


def stored(x):
    return "Infinity" if x == inf else float(x)


def case(written):
    one = make(written)
    bounded = one.high < inf
    xs = set()
    for p in ["1e-6", "0.01", "0.1", "0.3", "0.5", "0.7", "0.9", "0.99"]:
        xs.add(double(one.quantile(mpf(p))))
    tails = ["1e-3", "1e-6"] + ([] if bounded else ["1e-12", "1e-30", "1e-100", "1e-200"])
    for s in tails:
        xs.add(double(one.survival_quantile(mpf(s))))
    special = [double(c) for c in one.cuts if c < inf and c > 0]
    for c in special[:12]:
        xs.update([neighbour(c, -1), c, neighbour(c, 1)])
    xs = sorted(x for x in xs if x > 0)
    # A density has two values where it jumps, and no one says which.
    jumps = set(one.cuts) - set(one.atoms)
    density = lambda x: None if x in jumps else stored(one.f(x))
    points = [[x, density(mpf(x)), stored(one.F(mpf(x))), stored(one.S(mpf(x)))] for x in xs]
    levels = [0.001, 0.05, 0.27, 0.5, 0.77, 0.95, 0.999]
    tail_levels = [0.5, 1e-3, 1e-6] + ([] if bounded else [1e-20, 1e-100])
    ds = sorted({double(one.quantile(mpf(p))) for p in ("0.02", "0.4", "0.8", "0.995")})
    mean = one.moment(1)
    layers = []
    for a, l in zip(ds, ds[1:]):
        layers.append([a, l - a, stored(one.integral(mpf(1), mpf(a), mpf(a) + mpf(l - a)))])
    far = double(one.survival_quantile(mpf("1e-9") if not bounded else mpf("0.01")))
    width = far * 1e-7
    layers.append([far, width, stored(one.integral(mpf(1), mpf(far), mpf(far) + mpf(width)))])
    layers.append([ds[1], "Infinity", stored(one.integral(mpf(1), mpf(ds[1]), inf) if mean < inf else inf)])
    result = {
        "severity": written,
        "support": [stored(one.low), stored(one.high)],
        "points": points,
        "quantiles": [[p, stored(one.quantile(mpf(p)))] for p in levels],
        "survivalQuantiles": [[s, stored(one.survival_quantile(mpf(s)))] for s in tail_levels],
        "limitedMeans": [[d, stored(one.limited(1, d))] for d in ds],
        "limitedMoments": [[k, d, stored(one.limited(k, d))] for k in (2, 2.5) for d in ds[1:3]],
        "layers": layers,
        "moments": [[k, stored(one.moment(k))] for k in (0.5, 1, 2, 2.5)],
    }
    if one.index > 2:
        second = one.moment(2)
        variance = second - mean ** 2
        result["variance"] = stored(variance)
        if one.index > 3:
            third = one.moment(3) - 3 * mean * second + 2 * mean ** 3
            result["skewness"] = stored(third / variance ** mpf(1.5))
    result["law"] = law(one)
    return result


def law(one):
    """What test/support/lawTest.ts wants: edges with P(X <= edge), rungs in both tails, limited means."""
    edges = {}
    for i in range(1, 200):
        edges[double(one.quantile(mpf(i) / 200))] = None
    for c in one.cuts:
        if 0 < c < one.high:
            edges[double(c)] = edges[neighbour(double(c), -1)] = None
    if one.high in one.atoms:
        edges[neighbour(double(one.high), -1)] = None
    rungs = set()
    for s in ("1e-1", "1e-2", "1e-3", "1e-4", "1e-5"):
        for x in (one.quantile(mpf(s)), one.survival_quantile(mpf(s))):
            x = double(x)
            if x < one.high:
                rungs.add(x)
                edges[x] = None
    xs = sorted(edges)
    F = [double(one.F(mpf(x))) for x in xs]
    ladder = [i for i, x in enumerate(xs) if x in rungs and 0 < F[i] < 1]
    limits = [double(one.quantile(mpf(p))) for p in ("0.5", "0.9", "0.99")]
    return {"edges": xs, "cdf": F, "ladder": ladder,
            "limited": [[d, double(one.limited(1, d))] for d in sorted(set(limits))]}


def S(family, **q):
    return {family: q}


lognormal = S("lognormal", mu=8, sigma=1)
pareto = S("pareto", alpha=2.2, theta=40000)
light = S("pareto", alpha=3.5, theta=40000)
tenths = S("empirical", values=[1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
ties = S("empirical", values=[100, 1, 2, 5, 2, 13, 5, 5], weights=[0.125, 1, 2, 0.5, 1, 2, 3, 0.25])
spliced = S("splice", pieces=[tenths, S("generalizedPareto", xi=0.25, theta=6, threshold=10)], breaks=[9.5],
            weights=[0.875, 0.125])
grouped = S("histogram", edges=[0, 1000, 2500, 5000, 10000, 25000], weights=[31, 0, 57, 42, 10])
pieces = S("piecewisePareto", thresholds=[1000, 2000, 5000], alphas=[0.75, 2, 3.25])
atoms_and_gamma = S("mixture", weights=[0.5, 0.5], severities=[
    S("shifted", severity=tenths, by=2), S("limited", severity=S("gamma", alpha=2, theta=3), at=7)])

CASES = [
    S("mixture", severities=[lognormal, pareto, S("constant", value=5000)], weights=[0.625, 0.25, 0.125]),
    S("mixture", severities=[S("uniform", low=0, high=1), S("uniform", low=5, high=6)], weights=[0.5, 0.5]),
    S("mixture", severities=[S("gamma", alpha=0.5, theta=10), S("gamma", alpha=40, theta=1000), ties],
      weights=[0.5, 0.25, 0.25]),
    S("mixture", severities=[S("mixture", severities=[lognormal, S("exponential", theta=500)], weights=[0.5, 0.5]),
                             grouped], weights=[0.25, 0.75]),
    S("shifted", severity=light, by=10000),
    S("shifted", severity=S("singleParameterPareto", alpha=3.5, theta=1000), by=-1000),
    S("shifted", severity=S("scaled", severity=tenths, by=1.5), by=0.25),
    S("scaled", severity=S("shifted", severity=atoms_and_gamma, by=0.5), by=1024),
    S("scaled", severity=spliced, by=250),
    S("scaled", severity=S("weibull", tau=0.7, theta=3), by=1e-9),
    S("limited", severity=lognormal, at=10000),
    S("limited", severity=S("mixture", severities=[ties, S("weibull", tau=0.7, theta=10)], weights=[0.5, 0.5]), at=5),
    S("limited", severity=S("truncated", severity=pieces, lower=1500), at=6000),
    grouped,
    pieces,
    S("piecewisePareto", thresholds=[1000, 2000, 5000, 9000], alphas=[1, 0, 1.5, 1.25]),
    S("truncated", severity=pieces, lower=1500),
    S("truncated", severity=pieces, lower=1500, upper=7000),
    S("truncated", severity=atoms_and_gamma, lower=3, upper=9),
    S("truncated", severity=S("shifted", severity=S("mixture", severities=[lognormal, light], weights=[0.5, 0.5]), by=512),
      lower=100000),
    S("truncated", severity=S("mixture", severities=[S("shifted", severity=ties, by=2), S("scaled", severity=grouped, by=0.5)],
                              weights=[0.25, 0.75]), lower=3),
    S("splice", pieces=[grouped, pieces], breaks=[4000], weights=[0.75, 0.25]),
    S("splice", pieces=[S("limited", severity=S("exponential", theta=8), at=6), atoms_and_gamma,
                        S("shifted", severity=light, by=20)], breaks=[6, 20], weights=[0.5, 0.375, 0.125]),
    S("custom", formula="burr"),
    S("custom", formula="inverseWeibull"),
    S("mixture", severities=[S("scaled", severity=S("custom", formula="burr"), by=4),
                             S("limited", severity=S("custom", formula="inverseWeibull"), at=2000)], weights=[0.5, 0.5]),
]

if __name__ == "__main__":
    from multiprocessing import Pool

    with Pool(2) as pool:
        made = []
        for i, each in enumerate(pool.imap(case, CASES)):
            made.append(each)
            print(i, json.dumps(CASES[i])[:100], file=sys.stderr)
    print('{"cases":[\n' + ",\n".join(json.dumps(each, separators=(",", ":")) for each in made) + "\n]}")
