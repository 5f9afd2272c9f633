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


class ScaledPower(Law):
    """X = t Z^(1 / power) for a standard law of Z with P(z) = P(Z <= z), Q(z) = P(Z > z), density p, and
    below(j, z) = E[Z^j; Z <= z], above(j, z) = E[Z^j; Z > z], whole(j) = E[Z^j]; Z^j is integrable for
    -z.lower < j < z.upper."""

    def __init__(self, z, power, theta):
        self.z, self.p, self.t = z, mpf(power), mpf(theta)
        self.index = self.p * z.upper if self.p > 0 else -self.p * z.lower

    def at(self, x):
        return (x / self.t) ** self.p

    def S(self, x):
        return self.z.Q(self.at(x)) if self.p > 0 else self.z.P(self.at(x))

    def F(self, x):
        return self.z.P(self.at(x)) if self.p > 0 else self.z.Q(self.at(x))

    def f(self, x):
        z = self.at(x)
        return abs(self.p) / x * z * self.z.p(z)

    def M(self, k):
        return self.t**k * self.z.whole(k / self.p)

    def limited(self, k, d):
        part = self.z.below if self.p > 0 else self.z.above
        return self.t**k * part(k / self.p, self.at(d)) + d**k * self.S(d)

    def L(self, d):
        return self.limited(mpf(1), d)


class StandardGamma:
    upper = inf

    def __init__(self, alpha):
        self.a = self.lower = mpf(alpha)

    def P(self, z):
        return gamma_p_q(self.a, z)[0] if z else mpf(0)

    def Q(self, z):
        return gamma_p_q(self.a, z)[1] if z else mpf(1)

    def p(self, z):
        return exp((self.a - 1) * log(z) - z - mp.loggamma(self.a))

    def whole(self, j):
        return gamma(self.a + j) / gamma(self.a)

    def below(self, j, z):
        return self.whole(j) * gamma_p_q(self.a + j, z)[0]

    def above(self, j, z):
        return mp.gammainc(self.a + j, z) / gamma(self.a)


class Odds:
    """B / (1 - B) of a Beta(a, b) variable B."""

    def __init__(self, a, b):
        self.a, self.b = self.lower, self.upper = mpf(a), mpf(b)
        self.scale = mp.beta(self.a, self.b)

    def P(self, z):
        return incomplete_beta(self.a, self.b, z) / self.scale

    def Q(self, z):
        return incomplete_beta(self.b, self.a, 1 / z) / self.scale

    def p(self, z):
        return z ** (self.a - 1) * (1 + z) ** (-self.a - self.b) / self.scale

    def whole(self, j):
        return mp.beta(self.a + j, self.b - j) / self.scale

    def below(self, j, z):
        return incomplete_beta(self.a + j, self.b - j, z) / self.scale


def incomplete_beta(a, b, z):
    """The integral of t^(a - 1) (1 + t)^(-a - b) from 0 to z; b may be negative, a not."""
    if z > 100:
        return mp.beta(a, b) - incomplete_beta(b, a, 1 / z) if b > 0 else z**a / a * mp.hyp2f1(a, a + b, a + 1, -z)
    # DLMF 8.17.8: with x = z / (1 + z), x^a (1 - x)^b / a times 2F1(a + b, 1; a + 1; x).
    x = z / (1 + z)
    term = total = z**a * (1 + z) ** (-a - b) / a
    tiny = mpf(10) ** -(mp.dps + 5)
    n = 1
    while abs(term) > tiny * abs(total) or n < abs(b):
        term *= (a + b + n - 1) / (a + n) * x
        total += term
        n += 1
    return total


class ScaledBeta(Law):
    """X = t B^(1 / power) for a Beta(a, b) variable B."""

    def __init__(self, a, b, power, theta):
        self.a, self.b, self.p, self.t = mpf(a), mpf(b), mpf(power), mpf(theta)
        self.z, self.high = Odds(a, b), self.t

    def odds(self, x):
        u = (x / self.t) ** self.p
        return u / (1 - u)

    def S(self, x):
        return self.z.Q(self.odds(x)) if x < self.t else mpf(0)

    def F(self, x):
        return self.z.P(self.odds(x)) if x < self.t else mpf(1)

    def f(self, x):
        u = (x / self.t) ** self.p
        return self.p / x * u**self.a * (1 - u) ** (self.b - 1) / self.z.scale

    def M(self, k):
        return self.t**k * mp.beta(self.a + k / self.p, self.b) / self.z.scale

    def limited(self, k, d):
        if d >= self.t:
            return self.M(k)
        inner = incomplete_beta(self.a + k / self.p, self.b, self.odds(d)) / self.z.scale
        return self.t**k * inner + d**k * self.S(d)

    def L(self, d):
        return self.limited(mpf(1), d)


class Loggamma(Law):
    def __init__(self, alpha, rate):
        self.a, self.r = mpf(alpha), mpf(rate)
        self.low, self.index = mpf(1), self.r

    def S(self, x):
        return gamma_p_q(self.a, self.r * log(x))[1]

    def F(self, x):
        return gamma_p_q(self.a, self.r * log(x))[0]

    def f(self, x):
        return self.r**self.a * log(x) ** (self.a - 1) / x ** (self.r + 1) / gamma(self.a)

    def M(self, k):
        return (1 - k / self.r) ** -self.a

    def limited(self, k, d):
        y = log(d)
        part = (self.r * y) ** self.a / gamma(self.a + 1) * mp.hyp1f1(self.a, self.a + 1, (k - self.r) * y)
        return part + d**k * self.S(d)

    def L(self, d):
        return self.limited(mpf(1), d)


class LogT(Law):
    index = mpf(0)

    def __init__(self, r, mu, sigma):
        self.r, self.m, self.s = mpf(r), mpf(mu), mpf(sigma)
        self.z = Odds(mpf(1) / 2, self.r / 2)

    def above(self, t):
        outer = self.z.Q(t * t / self.r) / 2 if t else mpf(1) / 2
        return outer if t >= 0 else 1 - outer

    def S(self, x):
        return self.above((log(x) - self.m) / self.s)

    def F(self, x):
        return self.above((self.m - log(x)) / self.s)

    def f(self, x):
        t = (log(x) - self.m) / self.s
        return (1 + t * t / self.r) ** (-(self.r + 1) / 2) / (sqrt(self.r) * self.z.scale * self.s * x)

    def L(self, d):
        return power_layer(self, mpf(1), 0, d)


def tail_erfc(x):
    """erfc, which mpmath does not find beyond the largest double."""
    return erfc(x) if abs(x) < 1e9 else mpf(0) if x > 0 else mpf(2)


class InverseGaussian(Law):
    def __init__(self, mu, theta):
        self.m, self.t = mpf(mu), mpf(theta)

    def terms(self, x):
        """P(N > z) and exp(2 theta / mu) P(N > y) at z = (x - mu) / mu sqrt(theta / x), y the same with x + mu."""
        scale = sqrt(self.t / x / 2)
        second = tail_erfc((x + self.m) / self.m * scale)
        return tail_erfc((x - self.m) / self.m * scale) / 2, exp(2 * self.t / self.m) * second / 2

    def S(self, x):
        one, two = self.terms(x)
        return one - two

    def F(self, x):
        scale = sqrt(self.t / x / 2)
        return tail_erfc((self.m - x) / self.m * scale) / 2 + self.terms(x)[1]

    def f(self, x):
        return sqrt(self.t / (2 * pi * x**3)) * exp(-self.t * (x - self.m) ** 2 / (2 * self.m**2 * x))

    def M(self, k):
        y = self.t / self.m
        return self.m**k * sqrt(2 * y / pi) * exp(y) * mp.besselk(k - mpf(1) / 2, y)

    def L(self, d):
        scale = sqrt(self.t / d / 2)
        return self.m * (tail_erfc((self.m - d) / self.m * scale) / 2 - self.terms(d)[1]) + d * self.S(d)


class Triangular(Law):
    def __init__(self, low, mode, high):
        self.low, self.mode, self.high = mpf(low), mpf(mode), mpf(high)
        self.breaks = (self.mode,) if self.low < self.mode < self.high else ()

    def S(self, x):
        if x < self.mode:
            return 1 - self.F(x)
        return (self.high - x) ** 2 / ((self.high - self.low) * (self.high - self.mode)) if x < self.high else mpf(0)

    def F(self, x):
        if x >= self.mode:
            t = (x - self.mode) / (self.high - self.mode) if x < self.high else mpf(1)
            return (self.mode - self.low + (self.high - self.mode) * t * (2 - t)) / (self.high - self.low)
        return (x - self.low) ** 2 / ((self.high - self.low) * (self.mode - self.low))

    def f(self, x):
        peak = 2 / (self.high - self.low)
        if x < self.mode:
            return peak * (x - self.low) / (self.mode - self.low)
        return peak * (self.high - x) / (self.high - self.mode) if x > self.mode else peak

    def M(self, k):
        a, m, b = self.low, self.mode, self.high
        slope = lambda u, v: (v ** (k + 2) - u ** (k + 2)) / (v - u) if u < v else (k + 2) * u ** (k + 1)
        return 2 * (slope(m, b) - slope(a, m)) / ((b - a) * (k + 1) * (k + 2))

    def L(self, d):
        a, m, b = self.low, self.mode, self.high
        if d <= m:
            return d - max(d - a, 0) ** 3 / (3 * (b - a) * (m - a)) if d > a else d
        return (a + m + b) / 3 - (b - d) ** 3 / (3 * (b - a) * (b - m))


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
        if a == law.low and not points:
            return total + top**k - a**k
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

# The transformed gamma and transformed beta families, as powers of one standard law each.
powers = {
    "transformedGamma": lambda alpha, tau, theta: ScaledPower(StandardGamma(alpha), tau, theta),
    "inverseTransformedGamma": lambda alpha, tau, theta: ScaledPower(StandardGamma(alpha), -tau, theta),
    "inverseGamma": lambda alpha, theta: ScaledPower(StandardGamma(alpha), -1, theta),
    "inverseWeibull": lambda tau, theta: ScaledPower(StandardGamma(1), -tau, theta),
    "inverseExponential": lambda theta: ScaledPower(StandardGamma(1), -1, theta),
    "transformedBeta": lambda alpha, gamma, tau, theta: ScaledPower(Odds(tau, alpha), gamma, theta),
    "betaPrime": lambda alpha, tau, theta: ScaledPower(Odds(tau, alpha), 1, theta),
    "burr": lambda alpha, gamma, theta: ScaledPower(Odds(1, alpha), gamma, theta),
    "inverseBurr": lambda tau, gamma, theta: ScaledPower(Odds(tau, 1), gamma, theta),
    "inversePareto": lambda tau, theta: ScaledPower(Odds(tau, 1), 1, theta),
    "loglogistic": lambda gamma, theta: ScaledPower(Odds(1, 1), gamma, theta),
    "paralogistic": lambda alpha, theta: ScaledPower(Odds(1, alpha), alpha, theta),
    "inverseParalogistic": lambda tau, theta: ScaledPower(Odds(tau, 1), tau, theta),
    "beta": lambda a, b, theta: ScaledBeta(a, b, 1, theta),
    "generalizedBeta": lambda a, b, tau, theta: ScaledBeta(a, b, tau, theta),
    "loggamma": Loggamma,
    "logT": LogT,
    "inverseGaussian": InverseGaussian,
    "triangular": Triangular,
}
members = [
    ("transformedGamma", {"alpha": 2.5, "tau": 0.6, "theta": 400}),
    ("transformedGamma", {"alpha": 0.3, "tau": 3, "theta": 1e5}),
    ("transformedGamma", {"alpha": 40, "tau": 0.25, "theta": 1e-3}),
    ("transformedGamma", {"alpha": 1, "tau": 0.7, "theta": 1000}),
    ("inverseTransformedGamma", {"alpha": 1.7, "tau": 1.3, "theta": 1000}),
    ("inverseTransformedGamma", {"alpha": 0.25, "tau": 2.5, "theta": 5}),
    ("inverseTransformedGamma", {"alpha": 12, "tau": 0.4, "theta": 1e6}),
    ("inverseGamma", {"alpha": 3.2, "theta": 2500}),
    ("inverseGamma", {"alpha": 0.5, "theta": 40}),
    ("inverseGamma", {"alpha": 150, "theta": 1e6}),
    ("inverseWeibull", {"tau": 1.5, "theta": 1000}, {"levels": ((1e-300, 1e-30, 1e-9), (1e-9, 1e-40, 1e-280))}),
    ("inverseWeibull", {"tau": 20, "theta": 1e5}),
    ("inverseExponential", {"theta": 700}),
    ("transformedBeta", {"alpha": 1.6, "gamma": 1.8, "tau": 0.7, "theta": 3000}),
    ("transformedBeta", {"alpha": 8, "gamma": 0.6, "tau": 4.5, "theta": 1e5}),
    ("transformedBeta", {"alpha": 0.7, "gamma": 1, "tau": 0.4, "theta": 20}),
    ("transformedBeta", {"alpha": 300, "gamma": 2, "tau": 200, "theta": 1000}),
    ("betaPrime", {"alpha": 2.4, "tau": 1.7, "theta": 1e4}),
    ("betaPrime", {"alpha": 60, "tau": 0.05, "theta": 1}),
    ("burr", {"alpha": 1.6, "gamma": 1.4, "theta": 2000}),
    ("burr", {"alpha": 0.2, "gamma": 12, "theta": 1e4}),
    ("burr", {"alpha": 500, "gamma": 0.5, "theta": 1e6}),
    ("inverseBurr", {"tau": 0.6, "gamma": 2.3, "theta": 2000}),
    ("inverseBurr", {"tau": 30, "gamma": 4, "theta": 10}),
    ("inversePareto", {"tau": 0.8, "theta": 900}),
    ("loglogistic", {"gamma": 2.2, "theta": 1500}),
    ("loglogistic", {"gamma": 25, "theta": 1e5}),
    ("paralogistic", {"alpha": 1.8, "theta": 3000}),
    ("inverseParalogistic", {"tau": 2.6, "theta": 800}),
    ("beta", {"a": 2.5, "b": 4, "theta": 1000}),
    ("beta", {"a": 0.3, "b": 0.4, "theta": 5e5}),
    ("beta", {"a": 1500, "b": 2500, "theta": 1}),
    ("beta", {"a": 1, "b": 3, "theta": 100}),
    ("generalizedBeta", {"a": 1.5, "b": 2.5, "tau": 3, "theta": 1e4}),
    ("generalizedBeta", {"a": 12, "b": 0.7, "tau": 0.3, "theta": 50}),
    ("loggamma", {"alpha": 4.5, "rate": 3.2}),
    ("loggamma", {"alpha": 0.6, "rate": 0.9}),
    ("loggamma", {"alpha": 80, "rate": 12}),
    ("logT", {"r": 6, "mu": 7, "sigma": 0.8}),
    ("inverseGaussian", {"mu": 1000, "theta": 1500}),
    ("inverseGaussian", {"mu": 1000, "theta": 0.05}),
    ("inverseGaussian", {"mu": 5, "theta": 4000}),
    ("inverseGaussian", {"mu": 30, "theta": 12}),
    ("triangular", {"low": 10, "mode": 250, "high": 1000}),
    ("triangular", {"low": 0, "mode": 0, "high": 7}),
    ("triangular", {"low": 1e6, "mode": 1e6 + 3, "high": 1e6 + 3}),
]
limited_support = {"levels": ((1e-300, 1e-30, 1e-9), (1e-9,))}
exceptions = {"beta": limited_support, "generalizedBeta": limited_support, "triangular": limited_support, "logT": {"layers": False}}
for name, parameters, *own in members:
    how = own[0] if own else exceptions.get(name, {})
    jobs.append(partial(family, name, powers[name], *(f"{key}={value!r}" for key, value in parameters.items()), **how))


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
