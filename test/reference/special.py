"""Reference values of the kernel's special functions, by mpmath at 50 digits or more: writes special.json beside it.

Run with python3 and mpmath 1.2 or later; half a minute. Every input is a double; every expected value is the double
nearest the true one. The incomplete gamma and beta functions are computed here from series of positive terms, or by
quadrature of the density where those would be too long, so that they share no method with the kernel near the mean.

A function has its rows [argument, ..., expected] and what it may err, |value - expected| <=
  max(|expected|, floor) * condition * (tolerance + tail * |log(expected)|),
where the condition number is 1 but for the inverses, whose rows end with it: what an error of the probability does to
the result. `tail` is for what is exp() of a large number, which cannot be better known than that number's last digit.
"""
import json
import math
import os
import random

from mpmath import mp, mpf

random.seed(1903)


def digits(n):
    mp.dps = n


def number(x):
    """The nearest double, in a form that JSON holds."""
    x = float(x)
    return x if math.isfinite(x) else ("NaN" if x != x else "Infinity" if x > 0 else "-Infinity")


def log_uniform(low, high):
    return math.exp(random.uniform(math.log(low), math.log(high)))


# The distribution functions, as (lower tail, upper tail, density).


def tail_by_quadrature(log_density, slope, x, sign, end):
    """The integral of the density from x outwards (sign +1 up, -1 down) to the end of its support."""
    h = x * mpf(10) ** -30
    curvature = abs((slope(x + h) - slope(x - h)) / (2 * h))
    step = 1 / max(abs(slope(x)), mp.sqrt(curvature))
    reach = (end - x) * 0.999 if sign > 0 else x * 0.999
    at = log_density(x)
    pieces = [i * step * 6 for i in range(26) if i * step * 6 < reach]
    return mp.exp(at) * mp.quad(lambda s: mp.exp(log_density(x + sign * s) - at), pieces)


def gamma_law(a, x):
    """The two tails and the density of Gamma(a) at x."""
    digits(450 if a < 20000 else 90)
    a, x = mpf(a), mpf(x)
    log_density = lambda t: (a - 1) * mp.log(t) - t - mp.loggamma(a)
    density = mp.exp(log_density(x))
    if a < 20000:
        lower = sum_positive(density * x / a, lambda n: x / (a + 1 + n))
        return lower, 1 - lower, density
    outer = tail_by_quadrature(log_density, lambda t: (a - 1) / t - 1, x, 1 if x > a else -1, mp.inf)
    return (1 - outer, outer, density) if x > a else (outer, 1 - outer, density)


def beta_law(a, b, x):
    """The two tails. y = 1 - x is exact in multiple precision."""
    digits(450)
    a, b, x = mpf(a), mpf(b), mpf(x)
    if min(a, b) < 2000:
        return beta_by_series(a, b, x) if x < 0.5 else beta_by_series(b, a, 1 - x)[::-1]
    digits(90)
    constant = mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    log_density = lambda t: constant + (a - 1) * mp.log(t) + (b - 1) * mp.log1p(-t)
    slope = lambda t: (a - 1) / t - (b - 1) / (1 - t)
    upper = x > a / (a + b)
    outer = tail_by_quadrature(log_density, slope, x, 1 if upper else -1, 1)
    return (1 - outer, outer) if upper else (outer, 1 - outer)


def beta_by_series(a, b, x):
    constant = mp.loggamma(a + b) - mp.loggamma(a + 1) - mp.loggamma(b)
    lower = sum_positive(mp.exp(constant + a * mp.log(x) + b * mp.log1p(-x)), lambda n: (a + b + n) * x / (a + 1 + n))
    return lower, 1 - lower


def sum_positive(term, ratio):
    """Terms that first grow and then fall, to the working precision."""
    total, n = mpf(0), 0
    while True:
        total += term
        factor = ratio(n)
        term *= factor
        n += 1
        if factor < 1 and term < total * mpf(10) ** -mp.dps * (1 - factor):
            return total


def log_pmf(kind, a, b, n):
    digits(80)
    a, b, n = mpf(a), mpf(b), mpf(n)
    if kind == 0:
        return n * mp.log(a) - a - mp.loggamma(n + 1)
    if kind == 1:
        return mp.loggamma(a + 1) - mp.loggamma(n + 1) - mp.loggamma(a - n + 1) + n * mp.log(b) + (a - n) * mp.log1p(-b)
    return mp.loggamma(a + n) - mp.loggamma(a) - mp.loggamma(n + 1) + n * mp.log(b) - (n + a) * mp.log1p(b)


# The rows: [argument, ..., expected], or for an inverse [shape, probability, expected, condition number].


def elementary():
    digits(50)
    exps = [random.uniform(-745, 709.7) for _ in range(40)] + [random.choice((-1, 1)) * log_uniform(1e-20, 40) for _ in range(60)]
    positives = [5e-324, 1.7e308, 1.0, 2.0, 0.5] + [log_uniform(1e-307, 1e307) for _ in range(30)] + [1 + random.uniform(-0.5, 1) * 10 ** -random.uniform(0, 14) for _ in range(60)]
    above = [log_uniform(1e-20, 1e300) for _ in range(40)] + [-log_uniform(1e-20, 1) for _ in range(40)] + [-0.9999999999999999]
    powers = [(log_uniform(1e-30, 1e30), random.uniform(-9, 9)) for _ in range(60)] + [(1 + random.uniform(-1, 1) * 1e-6, log_uniform(1, 1e8)) for _ in range(30)]
    yield "exp", {"tolerance": 3e-16}, [(x, mp.exp(x)) for x in exps if x > -708] + [(0, 1), ("Infinity", "Infinity"), ("-Infinity", 0), (-746, 0), (710, "Infinity"), ("NaN", "NaN")]
    yield "expm1", {"tolerance": 3e-16}, [(x, mp.expm1(x)) for x in exps] + [("-Infinity", -1), (0, 0)]
    yield "log", {"tolerance": 3e-16}, [(x, mp.log(x)) for x in positives] + [(0, "-Infinity"), (-1, "NaN"), ("Infinity", "Infinity")]
    yield "log1p", {"tolerance": 3e-16}, [(x, mp.log1p(x)) for x in above] + [(-1, "-Infinity"), (-2, "NaN"), (0, 0)]
    yield "pow", {"tolerance": 3e-16}, [(x, y, mp.power(mpf(x), mpf(y))) for x, y in powers] + [(0, 0, 1), (2, 0.5, mp.sqrt(2)), (0, -1, "Infinity"), (-2, 3, -8), (-2, 0.5, "NaN")]


def gammas():
    digits(50)
    near = [c + random.choice((-1, 1)) * log_uniform(1e-15, 0.5) for c in (1, 2) for _ in range(40)]
    wide = [log_uniform(1e-300, 0.5) for _ in range(30)] + [random.uniform(0.01, 12) for _ in range(80)] + [log_uniform(10, 1e305) for _ in range(40)]
    reals = [random.uniform(0.01, 171.6) for _ in range(80)] + [random.uniform(-183, 0) for _ in range(60)] + [-n + random.choice((-1, 1)) * 10 ** -random.uniform(2, 9) for n in range(0, 170, 9)]
    reals += [log_uniform(1e-307, 1e-3) * random.choice((-1, 1)) for _ in range(10)] + [float(n) for n in range(1, 40)] + [n + 0.5 for n in range(-20, 20)]
    mp_gamma = [(x, mp.gamma(mpf(x))) for x in reals]
    poles = [(0, "NaN"), (-1, "NaN"), (-170, "NaN"), (-1e18, "NaN"), ("-Infinity", "NaN"), (171.7, "Infinity"), ("Infinity", "Infinity"), ("NaN", "NaN"), (-1000.5, 0)]
    yield "logGamma", {"tolerance": 5e-16}, [(x, mp.loggamma(mpf(x))) for x in near + wide + [5e-324, 1.0, 2.0, 2.5, 10.0, 1e306]] + [(0, "Infinity"), ("Infinity", "Infinity"), (-1, "NaN"), (1.7e308, "Infinity")]
    yield "gammaFunction", {"tolerance": 1.2e-15}, [(x, y) for x, y in mp_gamma if abs(y) > 2.3e-308] + poles


def gamma_points():
    shapes = [1e-10, 1e-3, 0.1, 0.5, 0.999, 1, 2.5, 7, 19.9, 20, 33, 99, 101, 1000, 9999, 10001, 1e5, 1e8, 1e10, 1e12]
    for a in shapes + [log_uniform(1e-4, 2e4) for _ in range(20)]:
        spread = math.sqrt(a)
        for z in (-30, -6, -1.5, -0.1, 0, 0.2, 1, 3, 8, 25):
            x = a + z * spread * random.uniform(0.8, 1.2)
            if x > 0 and (a < 20000 or abs(z) < 9):
                yield a, x
        if a < 20000:
            for x in (a * 1e-12, a * 0.05, a * 0.69, a * 0.71, a * 1.29, a * 1.31, 0.99, 1.01, a + 3, a + 60, a * 3 + 200, 1e-290):
                yield a, x


def incomplete_gammas():
    lower_rows, upper_rows, lower_inverse, upper_inverse = [], [], [], []
    for a, x in gamma_points():
        lower, upper, density = gamma_law(a, x)
        for tail, rows, inverse, sign in ((lower, lower_rows, lower_inverse, 1), (upper, upper_rows, upper_inverse, -1)):
            if tail < 1e-300:
                continue
            rows.append((a, x, tail))
            target = mpf(float(tail))
            condition = max(1, target / (mpf(x) * density))
            # The given probability is a rounded one: a step of Newton's method carries x over, to some thirty digits.
            if target < 1 and condition < 1e5:
                inverse.append((a, target, x + sign * (target - tail) / density, mp.ceil(condition * 100) / 100))
    edges = [(2, 0, 0), (2, "Infinity", 1), (0, 1, "NaN"), (2, -1, "NaN"), (2, "NaN", "NaN"), ("NaN", 1, "NaN"), (30, 1e300, 1), (1e-10, 1e300, 1)]
    yield "gammaP", {"tolerance": 2e-15, "tail": 5e-16}, lower_rows + edges
    yield "gammaQ", {"tolerance": 2e-15, "tail": 5e-16}, upper_rows + [(a, x, 1 - y if y in (0, 1) else y) for a, x, y in edges]
    odd = [(2, 1.5, "NaN", 1), (2, -0.5, "NaN", 1), (2, "NaN", "NaN", 1), (0, 0.5, "NaN", 1)]
    yield "gammaPInverse", {"tolerance": 2e-15, "conditioned": True}, lower_inverse + odd + [(2, 0, 0, 1), (2, 1, "Infinity", 1), (1e-3, 1e-10, 0, 1), (1e-10, 0.5, 0, 1)]
    yield "gammaQInverse", {"tolerance": 2e-15, "conditioned": True}, upper_inverse + odd + [(2, 0, "Infinity", 1), (2, 1, 0, 1), (1e-3, 0.9999, 0, 1), (1e-10, 0.5, 0, 1)]


def beta_points():
    shapes = [1e-6, 0.01, 0.5, 1, 3, 40, 1900]
    for a in shapes:
        for b in shapes:
            mean, spread = a / (a + b), math.sqrt(a * b / (a + b + 1)) / (a + b)
            xs = [mean + z * spread for z in (-7, -1, 0, 0.5, 2, 9)] + [mean * 1e-8, random.random(), 1 - 1e-9]
            yield from ((a, b, x) for x in random.sample(xs, 5))
    for a, b in ((0.3, 1e9), (1e-6, 1e12), (5, 1e12), (700, 1e10), (1e12, 2), (1e9, 60)):
        mean = a / (a + b)
        yield from ((a, b, x) for x in (mean * 0.3, mean * 1.01 if b > a else 1 - (1 - mean) * 0.7, mean * 4 if b > a else 1 - (1 - mean) * 3))
    for a, b in ((2000, 3000), (1e5, 4e4), (1e6, 1e9), (1e8, 1e8), (1e12, 1e12), (1e12, 3e11), (1e12, 1e6)):
        mean, spread = a / (a + b), math.sqrt(a * b / (a + b + 1)) / (a + b)
        yield from ((a, b, mean + z * spread) for z in (-8, -1, 0, 0.1, 3))


def incomplete_betas():
    lower_rows, upper_rows = [], []
    for a, b, x in beta_points():
        if not 0 < x < 1:
            continue
        lower, upper = beta_law(a, b, x)
        if lower > 1e-300:
            lower_rows.append((a, b, x, lower))
        if upper > 1e-300:
            upper_rows.append((a, b, x, upper))
    edges = [(2, 3, 0, 0), (2, 3, 1, 1), (2, 3, -1, 0), (2, 3, 2, 1), (0, 1, 0.5, "NaN"), (1, 1, "NaN", "NaN")]
    yield "betaI", {"tolerance": 1e-13, "tail": 4e-16}, lower_rows + edges
    yield "betaIComplement", {"tolerance": 1e-13, "tail": 4e-16}, upper_rows + [(a, b, x, 1 - y if y in (0, 1) else y) for a, b, x, y in edges]


def normals():
    digits(60)
    xs = [random.uniform(-6, 27) for _ in range(60)] + [random.uniform(-1, 1) for _ in range(40)] + [random.choice((-1, 1)) * log_uniform(1e-18, 1) for _ in range(20)] + [0.5, -0.5, 26.5]
    zs = [random.uniform(-9, 37.5) for _ in range(90)] + [0.0, 1.0, -1.0, 1e-10, 37.5]
    survival = lambda z: mp.erfc(mpf(z) / mp.sqrt(2)) / 2
    yield "erfc", {"tolerance": 8e-16}, [(x, mp.erfc(mpf(x))) for x in xs if x < 26.5] + [("Infinity", 0), ("-Infinity", 2), (30, 0), ("NaN", "NaN")]
    yield "normalSurvival", {"tolerance": 8e-16}, [(z, survival(z)) for z in zs] + [("Infinity", 0), ("-Infinity", 1), ("NaN", "NaN")]
    yield "normalCdf", {"tolerance": 8e-16}, [(-z, survival(z)) for z in zs] + [("Infinity", 1), ("-Infinity", 0), ("NaN", "NaN")]
    ps = [random.random() for _ in range(80)] + [log_uniform(1e-320, 0.5) for _ in range(60)] + [0.5 + random.choice((-1, 1)) * log_uniform(1e-15, 0.5) for _ in range(30)]
    ps += [5e-324, 0.075, 0.925, math.exp(-25), 1 - 2**-53, 0.5]
    rows = [(p, quantile(mpf(p))) for p in ps] + [(-0.1, "NaN"), (1.1, "NaN"), ("NaN", "NaN")]
    yield "normalQuantile", {"tolerance": 8e-16}, rows + [(0, "-Infinity"), (1, "Infinity")]
    yield "normalSurvivalQuantile", {"tolerance": 8e-16}, [(p, -x if isinstance(x, mpf) else x) for p, x in rows] + [(0, "Infinity"), (1, "-Infinity")]


def quantile(p):
    """Newton's method on log(cdf), from the tail's first term."""
    if p > 0.5:
        return -quantile(1 - p)
    if p == 0.5:
        return mpf(0)
    x = -mp.sqrt(-2 * mp.log(2 * p))
    for _ in range(200):
        cdf = mp.erfc(-x / mp.sqrt(2)) / 2
        step = mp.log(cdf / p) * cdf / (mp.exp(-x * x / 2) / mp.sqrt(2 * mp.pi))
        x -= step
        if abs(step) < mpf(10) ** -45 * abs(x):
            return x
    raise ArithmeticError("no quantile")


def count_laws():
    rows = []
    for mean in (1e-300, 1e-5, 0.7, 3, 20, 100, 1234.5, 1e6, 1e9, 1e12):
        rows += [(0, mean, 0, n) for n in counts(mean, math.sqrt(mean))]
    for m in (1, 2, 10, 97, 1000, 1e6, 1e9, 1e12):
        for q in (1e-15, 0.001, 0.3, 0.5, 0.97, 1 - 2**-40):
            rows += [(1, m, q, n) for n in counts(m * q, math.sqrt(m * q * (1 - q))) + [m, m - 1] if n <= m]
    for r in (1e-10, 0.01, 0.8, 5, 333.3, 1e6, 1e12):
        for beta in (1e-12, 0.01, 1, 12.5, 1e6):
            rows += [(2, r, beta, n) for n in counts(r * beta, math.sqrt(r * beta * (1 + beta)))]
    random.shuffle(rows)
    edges = [(0, 0, 0, 0, 0), (0, 0, 0, 1, "-Infinity"), (0, 3, 0, -1, "-Infinity"), (0, 3, 0, 1.5, "-Infinity"), (0, "NaN", 0, 1, "NaN"), (0, -1, 0, 1, "NaN")]
    edges += [(1, 5, 0, 0, 0), (1, 5, 0, 1, "-Infinity"), (1, 5, 1, 5, 0), (1, 5, 1, 4, "-Infinity"), (1, 5, 0.5, 6, "-Infinity"), (1, 0, 0.5, 0, 0), (1, 5, 1.5, 1, "NaN")]
    edges += [(2, 0, 3, 0, 0), (2, 0, 3, 1, "-Infinity"), (2, 3, 0, 0, 0), (2, 3, 0, 1, "-Infinity"), (2, 3, -1, 0, "NaN"), (3, 1, 1, 1, "NaN")]
    yield "logPmf", {"tolerance": 8e-16, "floor": 1}, [(*row, log_pmf(*row)) for row in rows[:600]] + edges


def gamma_ratios():
    digits(60)
    ratio = lambda a, b: mp.loggamma(mpf(a) + mpf(b)) - mp.loggamma(mpf(a))
    pairs = [(a, b) for a in (1e-6, 0.3, 2.5, 15.9, 16, 16.1, 40, 1e3, 1e6, 1e10) for b in (1e-8, 0.25, 1, 2, 3.7, 20, 1000)]
    pairs += [(a, -b) for a in (17, 40, 1e3, 1e6, 1e10) for b in (1e-8, 0.25, 1, 3.7, 0.9999 * a - 16)]
    yield "logGammaRatio", {"tolerance": 6e-15, "floor": 8}, [(a, b, ratio(a, b)) for a, b in pairs]
    kernel = lambda a, y: mpf(a) * mp.log(mpf(y)) - mpf(y) - mp.loggamma(mpf(a))
    pairs = [(a, a * f) for a in (1e-6, 0.3, 2.5, 15.9, 16, 40, 1e3, 1e6, 1e12) for f in (1e-300, 1e-3, 0.5, 0.99, 1, 1.001, 1.5, 4, 700)]
    yield "logGammaKernel", {"tolerance": 2e-15, "floor": 8}, [(a, y, kernel(a, y)) for a, y in pairs] + [(3, 0, "-Infinity"), (3, "Infinity", "-Infinity")]


def counts(mean, spread):
    near = [max(0, round(mean + z * spread)) for z in (-6, -1, 0, 0.3, 2, 7)]
    return sorted({float(n) for n in [*near, 0, 1, 2, round(mean / 3), round(mean * 4 + 9)]})


if __name__ == "__main__":
    groups = (elementary, gammas, incomplete_gammas, incomplete_betas, normals, count_laws, gamma_ratios)
    lines = []
    for group in groups:
        for name, limits, rows in group():
            listed = ",\n".join(json.dumps([x if isinstance(x, str) else number(x) for x in row], separators=(",", ":")) for row in rows)
            lines.append(f'"{name}": {{{json.dumps(limits)[1:-1]}, "rows": [\n{listed}\n]}}')
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "special.json"), "w") as file:
        file.write("{\n" + ",\n".join(lines) + "\n}\n")
