"""Reference values of the count laws, by arithmetic that shares nothing with the library.

Probabilities: mpmath at 60 digits from log-gamma. Distribution functions: sums of the pmf outwards from n in integer
fixed point, on the side away from the mean; null where the law is too wide to sum. Writes frequency.json beside this file; every input is an exact double.
"""
import json
import pathlib

from mpmath import mp, mpf, binomial, exp, expm1, factorial, floor, gamma, gammainc, log, log1p, loggamma, quad, sqrt

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

# Laws beyond the (a, b, 0) class, each by another way than the library takes.

def logarithmic(p, n):
    return (p["beta"] / (1 + p["beta"])) ** n / (n * log1p(p["beta"])) if n else mpf(0)


def extended(p, n):
    r, b = p["r"], p["beta"]
    return gamma(n + r) / (factorial(n) * gamma(r)) * (b / (1 + b)) ** n / ((1 + b) ** r - 1) if n else mpf(0)


def inverse_gaussian(p, top):
    """Willmot's recursion (1987), positive terms."""
    mu, b = p["mu"], p["beta"]
    q = [exp(-mu / b * (sqrt(1 + 2 * b) - 1))]
    q.append(mu / sqrt(1 + 2 * b) * q[0])
    for n in range(2, top + 1):
        q.append(2 * b / (1 + 2 * b) * (1 - mpf(3) / (2 * n)) * q[-1] + mu**2 / (1 + 2 * b) / (n * (n - 1)) * q[-2])
    return q


def neyman(p, n):
    """A sum over all numbers of clusters that matter at 30 digits."""
    a, b = p["lambda1"], p["lambda2"]
    if n == 0:
        return exp(a * expm1(-b))
    total, m, peak = mpf(0), 1, max(n / b, a)
    while True:
        term = exp(m * log(a) - a - loggamma(m + 1) + n * log(m * b) - m * b - loggamma(n + 1))
        total += term
        if m > peak + 10 and term < total * mpf(10) ** -30:
            return total
        m += 1


def polya(p, n):
    a, b = p["lambda"], p["beta"]
    if n == 0:
        return exp(-a)
    ratio = b / (1 + b)
    return exp(-a) * sum(
        binomial(n - 1, m - 1) * (a * (1 - ratio)) ** m / factorial(m) * ratio ** (n - m) for m in range(1, n + 1)
    )


def panjer(a, b, one, none, each, top):
    """Compound probabilities by Panjer's recursion at 60 digits, whatever the signs."""
    q = [none]
    for n in range(1, top + 1):
        terms = (mpf(0) if j >= len(each) else (a + b * j / n) * each[j] * q[n - j] for j in range(1, n + 1))
        q.append((sum(terms) + one * (each[n] if n < len(each) else 0)) / (1 - a * each[0]))
    return q


def beyond(family, parameters, mean, variance, pmf, generating, wanted, zs, cdf=True):
    """A case from a pmf; cdf by summation from 0 where the wanted counts are small enough."""
    p = {k: mpf(v) if isinstance(v, (int, float)) else v for k, v in parameters.items()}
    below, done, points = mpf(0), -1, []
    for n in sorted(wanted):
        value = pmf(p, n)
        if value < mpf("1e-300"):
            if value == 0:
                points.append([n, 0.0, None])
            continue
        if cdf:
            for k in range(done + 1, n + 1):
                below += pmf(p, k)
            done = n
        points.append([n, number(value), number(below) if cdf else None])
    rows = []
    for z in zs:
        value = generating(p, mpf(z))
        if mpf("1e-290") < abs(value) < mpf("1e300"):
            slope = abs(mp.diff(lambda x: generating(p, x), mpf(z)) * max(abs(mpf(z) - 1), mpf("0.1")) / value) if z != 1 else 0
            rows.append([z, number(value), number(4 * EPS * (4 + slope + 1 / abs(value)))])
    return {
        "family": family, "parameters": parameters, "mean": number(mean(p)), "variance": number(variance(p)),
        "points": points, "pgf": rows,
    }


def log_pgf(p, z):
    return 1 - log(1 - p["beta"] * (z - 1)) / log1p(p["beta"])


def extended_pgf(p, z):
    r, b = p["r"], p["beta"]
    return ((1 - b * (z - 1)) ** -r - (1 + b) ** -r) / (1 - (1 + b) ** -r)


def extended_variance(p):
    r, b = p["r"], p["beta"]
    g = (1 + b) ** -r
    return r * b * ((1 + b) - (1 + b + r * b) * g) / (1 - g) ** 2


few = [0, 1, 2, 3, 5, 8, 13, 40, 100, 400, 1000]
inside = [-0.9, -0.25, 0.0, 0.3, 0.7, 0.999, 1.0]
for b in (1e-6, 0.05, 1.0, 7.0, 1e4, 1e8):
    cases.append(beyond("logarithmic", {"beta": b}, lambda p: p["beta"] / log1p(p["beta"]),
                        lambda p: p["beta"] / log1p(p["beta"]) * (1 + p["beta"] - p["beta"] / log1p(p["beta"])),
                        logarithmic, log_pgf, few, inside))
    for r in (-0.01, -0.5, -0.97):
        cases.append(beyond("extendedTruncatedNegativeBinomial", {"r": r, "beta": b},
                            lambda p: p["r"] * p["beta"] / (1 - (1 + p["beta"]) ** -p["r"]), extended_variance,
                            extended, extended_pgf, few, inside))
for mu, b in ((0.1, 0.01), (0.1, 1e4), (5.0, 2.0), (50.0, 0.001), (1000.0, 30.0), (20000.0, 1e-9), (20000.0, 100.0)):
    table = inverse_gaussian({"mu": mpf(mu), "beta": mpf(b)}, 40000)
    spread = (mu * (1 + b)) ** 0.5
    wanted = {0, 1, 2, 3, 10, 300} | {int(mu + k * spread) for k in (-20, -5, -1, 0, 1, 5, 20)}
    cases.append(beyond("poissonInverseGaussian", {"mu": mu, "beta": b}, lambda p: p["mu"],
                        lambda p: p["mu"] * (1 + p["beta"]), lambda p, n, table=table: table[n],
                        lambda p, z: exp(-p["mu"] / p["beta"] * (sqrt(1 - 2 * p["beta"] * (z - 1)) - 1)),
                        [n for n in wanted if 0 <= n <= 40000], inside))
for a, b in ((0.01, 0.01), (2.0, 1.5), (30.0, 0.2), (0.5, 60.0), (40.0, 40.0), (300.0, 9.0), (1e4, 5.0)):
    spread = (a * b * (1 + b)) ** 0.5
    wanted = {0, 1, 2, 3, 10, 50, 60, 61, 90} | {int(a * b + k * spread) for k in (-8, -3, -1, 0, 1, 3, 8)}
    cases.append(beyond("neymanA", {"lambda1": a, "lambda2": b}, lambda p: p["lambda1"] * p["lambda2"],
                        lambda p: p["lambda1"] * p["lambda2"] * (1 + p["lambda2"]), neyman,
                        lambda p, z: exp(p["lambda1"] * expm1(p["lambda2"] * (z - 1))),
                        [n for n in wanted if 0 <= n], inside, cdf=a * b < 200))
for a, b in ((0.01, 0.01), (2.0, 1.5), (30.0, 0.001), (0.5, 60.0), (40.0, 5.0), (200.0, 9.0)):
    spread = (a * (1 + b) * (1 + 2 * b)) ** 0.5
    wanted = {0, 1, 2, 3, 10, 50, 90} | {int(a * (1 + b) + k * spread) for k in (-8, -3, -1, 0, 1, 3, 8)}
    cases.append(beyond("polyaAeppli", {"lambda": a, "beta": b}, lambda p: p["lambda"] * (1 + p["beta"]),
                        lambda p: p["lambda"] * (1 + p["beta"]) * (1 + 2 * p["beta"]), polya,
                        lambda p, z: exp(p["lambda"] * (z / (1 - p["beta"] * (z - 1)) - 1)),
                        [n for n in wanted if 0 <= n], inside, cdf=a * b < 200))

# Laws made of others. A case is found by its name; its probabilities are a list from 0 on, or some [n, pmf].

def listed(name, q, last):
    q = q[: last + 1]
    return {"name": name, "pmf": [number(x) for x in q], "below": number(sum(q))}


def poisson_list(lam, top):
    return [exp(n * log(mpf(lam)) - lam - loggamma(n + 1)) for n in range(top + 1)]


def some_points(name, pmf, ns):
    return {"name": name, "points": [[n, number(pmf(n))] for n in ns]}


def uniform_mixed(lam, low, high):
    """Uniform mixing on [low, high]: differences of incomplete gamma functions."""
    scale = mpf(lam) * 2 / (low + high)
    a, b = scale * low, scale * high
    return lambda n: (gammainc(n + 1, a, b, regularized=True)) / (b - a)


def quad_mixed(lam, mean, density, cuts):
    """Numerical mixing, by tanh-sinh on panels about the peak."""
    def pmf(n):
        y = mpf(lam) / mean
        peak = mpf(n + 1) / y
        width = sqrt(mpf(n + 1)) / y
        ends = sorted({mpf(c) for c in cuts} | {x for x in (peak - 8 * width, peak - 2 * width, peak, peak + 3 * width, peak + 12 * width) if x > 0})
        ends = [mpf(0)] + [x for x in ends if x > 0] + [mp.inf]
        f = lambda x: density(x) * exp(n * log(y * x) - y * x - loggamma(n + 1))
        return quad(f, ends)
    return pmf


combined = []
each = [mpf(0), mpf(0.5), mpf(0.25), mpf(0), mpf(0), mpf(0.25)]
combined.append(listed("poisson 3 of points", panjer(0, mpf(3), 0, exp(mpf(-3)), each, 60), 60))
combined.append(listed("poisson 900 of points", panjer(0, mpf(900), 0, exp(mpf(-900)), each, 2600), 2600))
zt = [mpf(0)] + [x / (1 - exp(mpf(-2))) for x in poisson_list(2, 90)[1:]]
m, q0 = 20, mpf(0.25)
odds = q0 / (1 - q0)
combined.append(listed("binomial of zero-truncated poisson", panjer(-odds, (m + 1) * odds, 0, (1 - q0) ** m, zt, 80), 80))
f = mpf(2) / 3
geo = [(mpf(1) / 3) * f**n for n in range(120)]
lg = mpf(0.75)
combined.append(listed("logarithmic of geometric", panjer(lg, -lg, lg / log(mpf(4)), log(1 - lg * geo[0]) / log(1 - lg), geo, 100), 100))
et = {"r": mpf(-0.5), "beta": mpf(3)}
ets = [extended(et, n) for n in range(101)]
combined.append(listed("poisson of extended", panjer(0, mpf(2), 0, exp(mpf(-2)), ets, 100), 100))
ef = mpf(0.75)
pts = [mpf(0.25), mpf(0.5), mpf(0.25)]
combined.append(listed("extended of points", panjer(ef, (mpf(-0.5) - 1) * ef, extended(et, 1), extended_pgf(et, pts[0]), pts, 80), 80))
nbp = panjer(f, (mpf(2.5) - 1) * f, 0, (1 + mpf(2) * (1 - exp(mpf(-4)))) ** mpf(-2.5), poisson_list(4, 120), 120)
combined.append(listed("negativeBinomial of poisson", nbp, 120))
none = nbp[0]
truncated_none = (1 + mpf(2)) ** mpf(-2.5)
factor = 1 / (1 - truncated_none)
combined.append(listed("zero-truncated negativeBinomial of poisson", [1 - factor * (1 - nbp[0])] + [factor * x for x in nbp[1:]], 120))
combined.append(some_points("uniform mixing", uniform_mixed(50, 1, 3), [0, 1, 10, 24, 25, 50, 75, 76, 110, 200]))
combined.append(some_points("wide uniform mixing", uniform_mixed(1e5, 1, 3), [40000, 49000, 50000, 50500, 100000, 149900, 150000, 151000]))
ln = lambda x: exp(-(log(x) / mpf(0.5)) ** 2 / 2) / (x * mpf(0.5) * sqrt(2 * mp.pi))
mp.dps = 30
combined.append(some_points("lognormal mixing", quad_mixed(5, exp(mpf(0.125)), ln, (0.2, 0.5, 1, 2, 4, 8)), [0, 1, 2, 5, 10, 20, 50, 120]))
pa = lambda x: mpf(2.5) * (1 + x) ** mpf(-3.5)
combined.append(some_points("pareto mixing", quad_mixed(5, mpf(2) / 3, pa, (0.1, 0.5, 1, 3, 10)), [0, 1, 5, 20, 100, 1000, 30000]))
wb = lambda x: mpf(0.5) * x ** mpf(-0.5) * exp(-sqrt(x))
combined.append(some_points("weibull mixing", quad_mixed(5, mpf(2), wb, (1e-6, 1e-3, 0.1, 0.5, 2, 10)), [0, 1, 2, 10, 50, 300]))


out = {
    "source": "mpmath 1.2, 60 digits; frequency.py",
    "columns": {"points": ["n", "pmf", "cdf"], "pgf": ["z", "value", "relative tolerance, from its condition number"]},
    "cases": cases,
}
lines = ",\n".join("  " + json.dumps(c) for c in cases)
head = json.dumps({k: out[k] for k in ("source", "columns")})[:-1]
more = ",\n".join("  " + json.dumps(c) for c in combined)
pathlib.Path(__file__).with_suffix(".json").write_text(f'{head}, "cases": [\n{lines}\n], "combined": [\n{more}\n]}}\n')
