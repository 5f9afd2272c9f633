"""Writes compoundLaws.json: exact laws of annual losses, against which simulations are tested.

series   N claims of Gamma(alpha, theta): F(s) = sum over n of P(N = n) times the Gamma(n alpha) cdf, over all n but
         the last 1e-20 at either end (Klugman, Panjer & Willmot, Loss Models, section 9.4)
lattice  claims and terms in whole units: convolutions of probabilities

Laws are written as in statisticsLaws.py; `mean` and `variance` stand beside. A few figures of series were computed
elsewhere too, independently, and are asserted below.

    python3 compoundLaws.py > compoundLaws.json
"""

import json
import math

import numpy as np
from scipy import integrate, optimize, special, stats

LADDER = [1e-1, 1e-2, 1e-3, 1e-4, 1e-5]
GRID = [(p, 1 - p) for p in LADDER[::-1][:3]] + [(k / 200, 1 - k / 200) for k in range(1, 200)]
GRID = sorted(set(GRID + [(1 - s, s) for s in LADDER] + [(p, 1 - p) for p in LADDER]))


def digits(x, n=12):
    return float(f"{x:.{n}g}")


def likely_counts(frequency):
    """The counts outside of which lies less than 1e-20 on either side."""
    first, last = int(frequency.mean()), int(frequency.mean())
    step = int(frequency.std()) + 1
    while first > 0 and frequency.cdf(first) > 1e-20:
        first = max(0, first - step)
    while last < frequency.support()[1] and frequency.sf(last) > 1e-20:
        last = int(min(frequency.support()[1], last + step))
    return first, last


class Series:
    """N claims of Gamma(alpha, theta), N by scipy's frozen law."""

    def __init__(self, frequency, alpha, theta):
        low, high = likely_counts(frequency)
        n = np.arange(max(1, low), high + 1)
        self.p, self.shapes, self.theta = frequency.pmf(n), n * alpha, theta
        self.p0 = float(frequency.pmf(0))
        self.mean = float(frequency.mean() * alpha * theta)
        self.variance = float(frequency.mean() * alpha + frequency.var() * alpha**2) * theta**2

    def cdf(self, s):
        return self.p0 + float(np.dot(self.p, special.gammainc(self.shapes, s / self.theta)))

    def sf(self, s):
        return float(np.dot(self.p, special.gammaincc(self.shapes, s / self.theta)))

    def stop_loss(self, d):
        """E (S - d)+."""
        x = d / self.theta
        above = self.shapes * special.gammaincc(self.shapes + 1, x) - x * special.gammaincc(self.shapes, x)
        return self.theta * float(np.dot(self.p, above))

    def limited(self, d):
        """E min(S, d)."""
        x = d / self.theta
        part = self.shapes * special.gammainc(self.shapes + 1, x) + x * special.gammaincc(self.shapes, x)
        return self.theta * float(np.dot(self.p, part))

    def quantile(self, p, s):
        sd = math.sqrt(self.variance)
        high = self.mean + sd
        while self.sf(high) > s:
            high += sd
        if p <= 0.5:
            return optimize.brentq(lambda x: self.cdf(x) - p, 0, high, xtol=1e-300, rtol=1e-14)
        return optimize.brentq(lambda x: self.sf(x) - s, 0, high, xtol=1e-300, rtol=1e-14)

    def tvar(self, p):
        q = self.quantile(p, 1 - p)
        return q + self.stop_loss(q) / (1 - p)


def series(frequency, alpha, theta):
    law = Series(frequency, alpha, theta)
    edges, cdf, ladder = [], [], []
    if law.p0 > 0:
        edges, cdf = [0], [law.p0]
        if 1e-5 <= law.p0 <= 1 - 1e-5:
            ladder = [0]
    for p, s in GRID:
        if p < law.p0 + 1e-9:
            continue
        x = digits(law.quantile(p, s))
        if x < 1e-290:
            continue
        if p in LADDER or s in LADDER:
            ladder.append(len(edges))
        edges.append(x)
        cdf.append(p)
    limits = [digits(law.quantile(1 - s, s), 6) for s in (0.5, 0.1, 0.01, 0.001) if 1 - s > law.p0]
    return {
        "edges": edges,
        "cdf": cdf,
        "ladder": ladder,
        "limited": [[d, digits(law.limited(d))] for d in limits],
        "atoms": 1 if law.p0 > 0 else 0,
        "mean": law.mean,
        "variance": law.variance,
    }


def check_figures():
    """Table of compound Poisson-gamma laws and two more, computed elsewhere to the digits shown."""
    rows = [
        (5, 2, 1000, 0.548925447592, [20031.09792, 25482.66704, 27623.57744], [23390.80747, 28469.15418], 2172.856401),
        (100, 0.5, 1000, 0.519211582207, [64921.95258, 71949.92107, 74622.26875], [69243.25133, 75634.54487], 3450.137358),
        (0.1, 2, 1000, 0.906423230525, [1661.600106, 4049.872787, 4987.472461], [3147.976081, 5381.670388], 181.0767675),
    ]
    for lam, alpha, theta, below, var, tvar, excess in rows:
        law = Series(stats.poisson(lam), alpha, theta)
        assert abs(law.cdf(law.mean) - below) < 1e-12
        for p, q in zip((0.95, 0.99, 0.995), var):
            assert abs(law.quantile(p, 1 - p) / q - 1) < 1e-9
        for p, t in zip((0.95, 0.99), tvar):
            assert abs(law.tvar(p) / t - 1) < 1e-9
        assert abs(law.stop_loss(law.mean) / excess - 1) < 1e-9
    law = Series(stats.nbinom(3, 0.4), 2, 150)
    assert (round(law.mean, 6), round(law.variance, 3)) == (1350, 1215000)
    assert abs(law.quantile(0.95, 0.05) - 3478.3098) < 1e-4 and abs(law.tvar(0.95) - 4341.8852) < 1e-4
    law = Series(stats.binom(20, 0.3), 1, 1000)
    assert abs(law.quantile(0.95, 0.05) - 11895.348) < 1e-3 and abs(law.quantile(0.99, 0.01) - 15209.841) < 1e-3


def convolve(a, b):
    return np.convolve(a, b) if min(len(a), len(b)) < 64 else np.maximum(0, np.real(fft_convolve(a, b)))


def fft_convolve(a, b):
    size = len(a) + len(b) - 1
    return np.fft.irfft(np.fft.rfft(a, size) * np.fft.rfft(b, size), size)


def power(a, n):
    result = np.ones(1)
    while n:
        if n & 1:
            result = convolve(result, a)
        a = convolve(a, a) if n > 1 else a
        n //= 2
    return result


def lattice_sum(frequency, payment):
    """Law of the sum of N payments, on units; `payment` maps units to probability."""
    step = np.zeros(max(payment) + 1)
    for units, p in payment.items():
        step[units] += p
    last = likely_counts(frequency)[1]
    # Horner: p0 + f * (p1 + f * (p2 + ...)).
    total = np.array([float(frequency.pmf(last))])
    for n in range(last - 1, -1, -1):
        total = convolve(total, step)
        total[0] += float(frequency.pmf(n))
    return total


def aggregate(law, deductible=0, limit=math.inf):
    """max(S - deductible, 0) capped at limit."""
    paid = np.zeros(int(min(limit, max(0, len(law) - 1 - deductible))) + 1)
    for s, p in enumerate(law):
        paid[int(min(max(s - deductible, 0), limit))] += p
    return paid


def lattice(law, unit=1.0):
    """Cells of a law on multiples of `unit`: single outcomes where likely enough, joined elsewhere."""
    s = np.arange(len(law)) * unit
    below, above = np.cumsum(law), np.cumsum(law[::-1])[::-1] - law
    edges, cdf, ladder, before = [], [], [], 0.0
    for i in range(len(law)):
        if below[i] - before >= 2e-5 and above[i] > 1e-5:
            edges.append(float(s[i]))
            cdf.append(float(below[i]))
            before = below[i]
    for target in LADDER:
        for i in (int(np.argmin(np.abs(np.array(cdf) - target))), int(np.argmin(np.abs(1 - np.array(cdf) - target)))):
            if i not in ladder:
                ladder.append(i)
    mean = float(np.dot(s, law))
    limits = sorted({float(s[np.searchsorted(below, 1 - t)]) for t in (0.5, 0.1, 0.01, 0.001)} - {0.0})
    return {
        "edges": edges,
        "cdf": [digits(c) for c in cdf],
        "ladder": sorted(ladder),
        "limited": [[d, digits(float(np.dot(np.minimum(s, d), law)))] for d in limits],
        "mean": digits(mean),
        "variance": digits(float(np.dot((s - mean) ** 2, law))),
    }


# Ground-up claims in units of 50: 100, 300 and 1000.
CLAIM = {2: 0.5, 6: 0.3, 20: 0.2}


def paying(claim, terms):
    paid = {}
    for x, p in claim.items():
        paid[terms(x)] = paid.get(terms(x), 0) + p
    return paid


def lattices():
    less50 = paying(CLAIM, lambda x: x - 1)
    policy = lattice_sum(stats.poisson(0.1), less50)
    yield "50 policies, Poisson", lattice(power(aggregate(policy, 2, 16), 50), 50)
    bucket = lattice_sum(stats.poisson(5), less50)
    yield "50 policies, bucket basis", lattice(aggregate(bucket, 10, 60), 50)
    policy = lattice_sum(stats.nbinom(0.5, 1 / 1.4), {2: 1})
    yield "200 policies, negative binomial", lattice(power(aggregate(policy, 3, 8), 200), 2.5)
    # Franchise 100 (a claim of 100 pays nothing), then 450 xs 50.
    franchise = paying(CLAIM, lambda x: min(x - 1, 9) if x > 2 else 0)
    policy = lattice_sum(stats.binom(3, 0.2), franchise)
    yield "30 policies, binomial", lattice(power(aggregate(policy, 0, 12), 30), 50)
    policy = lattice_sum(stats.nbinom(1, 1 / 2.5), CLAIM)
    yield "12 policies, geometric", lattice(power(aggregate(policy, 0, 20), 12), 50)
    policy = lattice_sum(stats.binom(2, 1), CLAIM)
    yield "7 policies, deterministic", lattice(power(aggregate(policy, 6, math.inf), 7), 50)
    # Trend 1.5, deductible 150, share .5, in units of 25: 150, 450, 1500 before the deductible.
    trended = paying(CLAIM, lambda x: max(0, 3 * x - 6) // 2)
    yield "trend and share", lattice(lattice_sum(stats.poisson(4), trended), 25)
    # Groups longer than any batch: 2500 claims of 0 or 1 each.
    policy = np.asarray(stats.binom(2500, 0.5).pmf(np.arange(2501)))
    yield "3 policies of 2500 claims", lattice(power(aggregate(policy, 1220, 60), 3), 1)
    policy = lattice_sum(stats.poisson(0.03), CLAIM)
    yield "10 policies, mostly without a claim", lattice(power(aggregate(policy, 2, 20), 10), 50)
    # Many policies of which few have claims, each paid once: a binomial number.
    law = stats.binom(100_000, -math.expm1(-1e-3))
    yield "100000 policies, one claim each", lattice(np.asarray(law.pmf(np.arange(400))), 1)


def gamma_policies(policies, frequency, alpha, theta, low, high):
    """Gamma claims under an annual layer from low to high on each policy: moments and P(0)."""
    law = Series(frequency, alpha, theta)
    first = law.limited(high) - law.limited(low)
    second = integrate.quad(lambda x: 2 * (x - low) * law.sf(x), low, high, epsabs=0, epsrel=1e-12)[0]
    return {
        "mean": digits(policies * first),
        "variance": digits(policies * (second - first**2)),
        "probabilityOfZero": digits(law.cdf(low) ** policies),
    }


def main():
    check_figures()
    laws = {
        "Poisson(5) gamma(2, 1000)": series(stats.poisson(5), 2, 1000),
        "Poisson(100) gamma(.5, 1000)": series(stats.poisson(100), 0.5, 1000),
        "Poisson(.1) gamma(2, 1000)": series(stats.poisson(0.1), 2, 1000),
        "Poisson(.49) gamma(.6, 1000)": series(stats.poisson(0.49), 0.6, 1000),
        "Poisson(.53) gamma(.6, 1000)": series(stats.poisson(0.53), 0.6, 1000),
        "Poisson(3) gamma(1, 500)": series(stats.poisson(3), 1, 500),
        "negative binomial(3, 1.5) gamma(2, 150)": series(stats.nbinom(3, 0.4), 2, 150),
        "binomial(20, .3) gamma(1, 1000)": series(stats.binom(20, 0.3), 1, 1000),
        "Poisson(1) gamma(.05, 1)": series(stats.poisson(1), 0.05, 1),
        "Poisson(40) gamma(.02, 1)": series(stats.poisson(40), 0.02, 1),
        "Poisson(2) gamma(10000, 1)": series(stats.poisson(2), 1e4, 1),
        "Poisson(3000) gamma(2, 1)": series(stats.poisson(3000), 2, 1),
        "Poisson(100000) gamma(2, 1)": series(stats.poisson(1e5), 2, 1),
        "Poisson(100000) gamma(.00001, 1)": series(stats.poisson(1e5), 1e-5, 1),
        "negative binomial(.5, 20) gamma(.3, 100)": series(stats.nbinom(0.5, 1 / 21), 0.3, 100),
        "geometric(4) gamma(1.5, 100)": series(stats.nbinom(1, 0.2), 1.5, 100),
        "7 gamma(.3, 100)": series(stats.binom(7, 1), 0.3, 100),
        **dict(lattices()),
    }
    moments = {
        "20 policies, gamma": gamma_policies(20, stats.poisson(0.3), 1.5, 100, 100, 500),
        "6 policies, mostly without a claim, gamma": gamma_policies(6, stats.poisson(0.05), 1.5, 100, 100, 500),
        "3 policies of many claims, gamma": gamma_policies(3, stats.poisson(1e5), 2, 1, 200_000, 201_500),
    }
    lines = [f' "{name}": {json.dumps(law, separators=(",", ":"), default=float)}' for name, law in {**laws, **moments}.items()]
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    main()
