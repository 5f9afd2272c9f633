"""Reference values for fitting and goodness of fit, from their definitions: fit.json.

Run: python3 fit.py > fit.json

`severities`: claims drawn from each family, complete and with deductibles and limits that differ between them. scipy's
simplex search in double precision finds the neighbourhood of the maximum of the likelihood (prod f(x) S(u) / S(d); Klugman,
Panjer & Willmot, Loss Models, section 11.4), Newton's method at 40 digits (mpmath) the maximum itself and the observed
information. `outlier`: the likelihood equations of gamma and Weibull, solved at 40 digits. `goodness`: the Kolmogorov-Smirnov statistic over all jumps, and the Anderson-Darling integral by quadrature.
`kolmogorov`: scipy.stats.kstwo. `andersonDarling`: the limit law by inverting its characteristic function numerically.
`counts`: negative binomial maximum likelihood at 40 digits, binomial by trying every m.

`danish` and `published` are fits of others:
  gamma, single-parameter Pareto and generalized Pareto on the Danish fire losses above 1 mDKK (McNeil 1997, ASTIN Bulletin
  27, doi 10.2143/AST.27.1.563210, who prints xi 0.497, theta 6.98 for the 109 above 10): the first from log k - psi(k) = log
  mean - mean log, agreed with scipy.stats.gamma.fit; the second is n / sum log x, agreed with scipy.stats.pareto.fit; the
  third agreed with R's evd::fpot to 2e-5.
  Loss Data Analytics (open text, Actuarial Community), example 3.5.1: single-parameter Pareto.
"""

import json
from multiprocessing import Pool

import numpy as np
from mpmath import mp, mpf
import mpmath
from scipy import optimize, special, stats

mp.dps = 40


class Double:
    log, exp, sqrt, log1p, lgamma = np.log, np.exp, np.sqrt, np.log1p, special.gammaln
    gammaq = staticmethod(special.gammaincc)
    gammap = staticmethod(special.gammainc)
    betai = staticmethod(special.betainc)
    normal = staticmethod(lambda z: special.ndtr(z))
    pi = np.pi


class Exact:
    log, exp, sqrt, log1p, lgamma = mpmath.log, mpmath.exp, mpmath.sqrt, mpmath.log1p, mpmath.loggamma
    gammaq = staticmethod(lambda a, x: mpmath.gammainc(a, x, mpmath.inf, regularized=True))
    gammap = staticmethod(lambda a, x: mpmath.gammainc(a, 0, x, regularized=True))
    betai = staticmethod(lambda a, b, x: mpmath.betainc(a, b, 0, x, regularized=True))
    normal = staticmethod(mpmath.ncdf)
    pi = mpmath.pi


# Each family: log density and survival at x, from the textbook (appendix A), and one draw.


def tr_beta(m, x, alpha, gamma, tau, theta):
    v = (x / theta) ** gamma
    log_f = m.log(gamma) + tau * m.log(v) - m.log(x) - (alpha + tau) * m.log1p(v)
    return log_f - m.lgamma(alpha) - m.lgamma(tau) + m.lgamma(alpha + tau), lambda: m.betai(alpha, tau, 1 / (1 + v))


def tr_gamma(m, x, alpha, tau, theta):
    v = (x / theta) ** tau
    return m.log(tau) + alpha * m.log(v) - v - m.log(x) - m.lgamma(alpha), lambda: m.gammaq(alpha, v)


def inv_tr_gamma(m, x, alpha, tau, theta):
    v = (theta / x) ** tau
    return m.log(tau) + alpha * m.log(v) - v - m.log(x) - m.lgamma(alpha), lambda: m.gammap(alpha, v)


def lognormal(m, x, mu, sigma):
    z = (m.log(x) - mu) / sigma
    return -m.log(x * sigma * m.sqrt(2 * m.pi)) - z * z / 2, lambda: m.normal(-z)


def log_t(m, x, r, mu, sigma):
    z = (m.log(x) - mu) / sigma
    constant = m.lgamma((r + 1) / 2) - m.lgamma(r / 2) - m.log(m.sqrt(r * m.pi))
    tail = lambda: m.betai(r / 2, m.exp(-m.log(2)), r / (r + z * z)) / 2
    return constant - (r + 1) / 2 * m.log1p(z * z / r) - m.log(x * sigma), lambda: tail() if z > 0 else 1 - tail()


def inverse_gaussian(m, x, mu, theta):
    z, y = (x - mu) / mu, (x + mu) / mu
    w = m.sqrt(theta / x)
    log_f = (m.log(theta) - m.log(2 * m.pi * x**3)) / 2 - theta * z * z / (2 * x)
    return log_f, lambda: m.normal(-z * w) - m.exp(2 * theta / mu) * m.normal(-y * w)


def loggamma(m, x, alpha, rate):
    v = rate * m.log(x)
    log_f = alpha * m.log(v) - v - m.log(x * m.log(x)) - m.lgamma(alpha)
    return log_f, lambda: m.gammaq(alpha, v)


def single_pareto(m, x, alpha, theta):
    return m.log(alpha) + alpha * m.log(theta) - (alpha + 1) * m.log(x), lambda: min(theta / x, x / x) ** alpha


def generalized_pareto(m, x, xi, theta, threshold):
    e = max(x - threshold, 0)
    h = m.log1p(xi * e / theta) / xi
    return -(1 + xi) * h - m.log(theta), lambda: m.exp(-h)


def generalized_beta(m, x, a, b, tau, theta):
    u = (x / theta) ** tau
    log_f = m.log(tau) + a * m.log(u) + (b - 1) * m.log1p(-u) - m.log(x)
    return log_f - m.lgamma(a) - m.lgamma(b) + m.lgamma(a + b), lambda: m.betai(b, a, 1 - u)


def odds(rng, tau, alpha):
    return rng.gamma(tau) / rng.gamma(alpha)


# name: function, parameters, those that are known, draw, number of claims
FAMILIES = {
    "exponential": (lambda m, x, theta: tr_gamma(m, x, x / x, x / x, theta), dict(theta=800.0), [], lambda g: g.gamma(1) * 800, 60),
    "gamma": (lambda m, x, alpha, theta: tr_gamma(m, x, alpha, x / x, theta), dict(alpha=2.2, theta=1500.0), [], lambda g: g.gamma(2.2) * 1500, 90),
    "weibull": (lambda m, x, tau, theta: tr_gamma(m, x, x / x, tau, theta), dict(tau=0.7, theta=3e4), [], lambda g: g.gamma(1) ** (1 / 0.7) * 3e4, 90),
    "inverseExponential": (lambda m, x, theta: inv_tr_gamma(m, x, x / x, x / x, theta), dict(theta=90.0), [], lambda g: 90 / g.gamma(1), 60),
    "inverseGamma": (lambda m, x, alpha, theta: inv_tr_gamma(m, x, alpha, x / x, theta), dict(alpha=2.5, theta=4e6), [], lambda g: 4e6 / g.gamma(2.5), 90),
    "inverseWeibull": (lambda m, x, tau, theta: inv_tr_gamma(m, x, x / x, tau, theta), dict(tau=1.8, theta=5.0), [], lambda g: 5 * g.gamma(1) ** (-1 / 1.8), 90),
    "transformedGamma": (tr_gamma, dict(alpha=2.0, tau=0.8, theta=700.0), [], lambda g: 700 * g.gamma(2.0) ** (1 / 0.8), 400),
    "inverseTransformedGamma": (inv_tr_gamma, dict(alpha=1.5, tau=1.4, theta=2000.0), [], lambda g: 2000 * g.gamma(1.5) ** (-1 / 1.4), 400),
    "pareto": (lambda m, x, alpha, theta: tr_beta(m, x, alpha, x / x, x / x, theta), dict(alpha=2.2, theta=4e4), [], lambda g: 4e4 * odds(g, 1, 2.2), 150),
    "inversePareto": (lambda m, x, tau, theta: tr_beta(m, x, x / x, x / x, tau, theta), dict(tau=1.7, theta=500.0), [], lambda g: 500 * odds(g, 1.7, 1), 150),
    "loglogistic": (lambda m, x, gamma, theta: tr_beta(m, x, x / x, gamma, x / x, theta), dict(gamma=2.1, theta=0.02), [], lambda g: 0.02 * odds(g, 1, 1) ** (1 / 2.1), 90),
    "paralogistic": (lambda m, x, alpha, theta: tr_beta(m, x, alpha, alpha, x / x, theta), dict(alpha=1.6, theta=1e9), [], lambda g: 1e9 * odds(g, 1, 1.6) ** (1 / 1.6), 90),
    "inverseParalogistic": (lambda m, x, tau, theta: tr_beta(m, x, x / x, tau, tau, theta), dict(tau=2.3, theta=60.0), [], lambda g: 60 * odds(g, 2.3, 1) ** (1 / 2.3), 90),
    "burr": (lambda m, x, alpha, gamma, theta: tr_beta(m, x, alpha, gamma, x / x, theta), dict(alpha=1.3, gamma=2.0, theta=1200.0), [], lambda g: 1200 * odds(g, 1, 1.3) ** (1 / 2.0), 300),
    "inverseBurr": (lambda m, x, tau, gamma, theta: tr_beta(m, x, x / x, gamma, tau, theta), dict(tau=0.8, gamma=2.5, theta=9e3), [], lambda g: 9e3 * odds(g, 0.8, 1) ** (1 / 2.5), 300),
    "betaPrime": (lambda m, x, alpha, tau, theta: tr_beta(m, x, alpha, x / x, tau, theta), dict(alpha=2.4, tau=2.0, theta=3e3), [], lambda g: 3e3 * odds(g, 2.0, 2.4), 300),
    "transformedBeta": (tr_beta, dict(alpha=1.2, gamma=1.5, tau=1.8, theta=5e3), [], lambda g: 5e3 * odds(g, 1.8, 1.2) ** (1 / 1.5), 800),
    "lognormal": (lognormal, dict(mu=8.5, sigma=1.3), [], lambda g: np.exp(g.normal(8.5, 1.3)), 90),
    "logT": (log_t, dict(r=5.0, mu=7.0, sigma=0.9), [], lambda g: np.exp(7 + 0.9 * g.standard_t(5)), 400),
    "inverseGaussian": (inverse_gaussian, dict(mu=2e3, theta=3e3), [], lambda g: g.wald(2e3, 3e3), 90),
    "loggamma": (loggamma, dict(alpha=4.0, rate=2.5), [], lambda g: np.exp(g.gamma(4.0) / 2.5), 90),
    "singleParameterPareto": (single_pareto, dict(alpha=1.9, theta=1e3), ["theta"], lambda g: 1e3 * np.exp(g.gamma(1) / 1.9), 60),
    "generalizedPareto": (generalized_pareto, dict(xi=0.4, theta=7e3, threshold=1e4), ["threshold"], lambda g: 1e4 + 7e3 * np.expm1(0.4 * g.gamma(1)) / 0.4, 120),
    "beta": (lambda m, x, a, b, theta: generalized_beta(m, x, a, b, x / x, theta), dict(a=1.5, b=4.0, theta=1e5), ["theta"], lambda g: 1e5 * g.beta(1.5, 4.0), 90),
    "generalizedBeta": (generalized_beta, dict(a=0.8, b=2.0, tau=2.5, theta=1e5), ["theta"], lambda g: 1e5 * g.beta(0.8, 2.0) ** (1 / 2.5), 800),
}


def rounded(x, digits=4):
    return float(f"{x:.{digits}g}")


def claims_of(draw, size, rng, mixed):
    sample = sorted(draw(rng) for _ in range(2000))
    low, high = rounded(sample[200]), rounded(sample[700])
    cap, top = rounded(sample[1500]), rounded(sample[1850])
    claims = []
    for i in range(size):
        d = [0, low, high][i % 3] if mixed else 0
        u = [np.inf, cap, np.inf, top][i % 4] if mixed else np.inf
        x = 0
        while not x > d:
            x = rounded(draw(rng), 5)
        claims.append((min(x, u), d, u))
    return claims


def log_likelihood(m, number, law, values, claims):
    total = 0
    for x, d, u in claims:
        log_f, survival = law(m, number(x), **values)
        total += log_f if x < u else m.log(survival())
        if d > 0:
            total -= m.log(law(m, number(d), **values)[1]())
    return total


def maximum(name, law, truth, known, claims):
    free = [p for p in truth if p not in known]
    real = {"mu"} if name in ("lognormal", "logT") else {"xi"}

    def at(m, number, point):
        values = {p: number(truth[p]) for p in known}
        values.update({p: t if p in real else m.exp(t) for p, t in zip(free, point)})
        return {p: values[p] for p in truth}

    def negative(point):
        with np.errstate(all="ignore"):
            value = -log_likelihood(Double, float, law, at(Double, float, point), claims)
        return value if np.isfinite(value) else 1e300

    start = [truth[p] if p in real else np.log(truth[p]) for p in free]
    for _ in range(3):
        found = optimize.minimize(negative, start, method="Nelder-Mead", options=dict(xatol=1e-9, fatol=1e-10, maxiter=4000, maxfev=4000))
        start = found.x
    point = [mpf(float(t)) for t in start]
    h = mpf(10) ** -8
    size = len(free)
    f = lambda p: log_likelihood(Exact, mpf, law, at(Exact, mpf, p), claims)

    def moved(*by):
        p = list(point)
        for i, k in by:
            p[i] += k * h
        return f(p)

    for _ in range(4):
        value = f(point)
        g, hessian = mpmath.matrix(size, 1), mpmath.matrix(size, size)
        for i in range(size):
            up, down = moved((i, 1)), moved((i, -1))
            g[i] = (up - down) / (2 * h)
            hessian[i, i] = (up - 2 * value + down) / h**2
            for j in range(i):
                mixed = moved((i, 1), (j, 1)) - moved((i, 1), (j, -1)) - moved((i, -1), (j, 1)) + moved((i, -1), (j, -1))
                hessian[i, j] = hessian[j, i] = mixed / (4 * h**2)
        step = mpmath.lu_solve(-hessian, g)
        if max(abs(s) for s in step) < mpf(10) ** -13:
            break
        point = [t + s for t, s in zip(point, step)]
    assert max(abs(s) for s in step) < 1e-12, (name, step)
    mpmath.cholesky(-hessian)
    inverse = (-hessian) ** -1
    values = at(Exact, mpf, point)
    errors = {p: mpmath.sqrt(inverse[i, i]) * (1 if p in real else values[p]) for i, p in enumerate(free)}
    return {
        "family": name,
        "fixed": {p: truth[p] for p in known},
        "claims": [[x, d, None if u == np.inf else u] for x, d, u in claims],
        "parameters": {p: float(values[p]) for p in truth},
        "standardErrors": {p: float(e) for p, e in errors.items()},
        "logLikelihood": float(value),
    }


def severity(i):
    name, (law, truth, known, draw, size) = list(FAMILIES.items())[i // 2]
    rng = np.random.default_rng(1000 + i)
    return maximum(name, law, truth, known, claims_of(draw, size, rng, i % 2 == 1))


def severities():
    """Complete claims and others, by turns."""
    with Pool(2) as pool:
        return pool.map(severity, range(2 * len(FAMILIES)), chunksize=1)


def goodness():
    """A lognormal law, known beforehand, and claims of a gamma law."""
    rng = np.random.default_rng(77)
    mu, sigma = 7.0, 1.0
    cases = []
    for deductible, limit in [(0, None), (400, None), (0, 3000), (400, 3000)]:
        top = mpmath.inf if limit is None else mpf(limit)
        draws = [rounded(x, 5) for x in rng.gamma(1.4, 1200, 200) if x > deductible][:60]
        amounts = sorted(min(x, float(top)) for x in draws)
        n = len(amounts)
        s = lambda x: mpmath.ncdf((mu - mpmath.log(x)) / sigma) if x > 0 else mpf(1)
        F = lambda x: 1 - s(x) / s(mpf(deductible))
        f = lambda x: mpmath.npdf(mpmath.log(x), mu, sigma) / x / s(mpf(deductible))
        below = lambda x: mpf(sum(1 for a in amounts if a <= x and a < top)) / n
        jumps = sorted({a for a in amounts if a < top})
        largest = max(max(abs(below(a) - F(mpf(a))), abs(below(a - 1e-9) - F(mpf(a)))) for a in jumps)
        nodes = [mpf(deductible), *map(mpf, jumps), top]
        if limit is not None:
            largest = max(largest, abs(below(jumps[-1]) - F(top)))
        squared = mpf(0)
        for a, b in zip(nodes, nodes[1:]):
            share = below(a)
            g = lambda x: (share - F(x)) ** 2 / (F(x) * s(x) / s(mpf(deductible))) * f(x) if x > deductible else mpf(0)
            if b == mpmath.inf:
                # With w = 1 - F, F_n being 1: the integral of w / (1 - w).
                w = 1 - F(a)
                squared += -w - mpmath.log(1 - w)
            elif a == 0 or share == 0:
                # The same from below, F_n being 0: the integral of F / (1 - F).
                squared += -F(b) - mpmath.log(1 - F(b))
            else:
                squared += mpmath.quad(g, [a, b])
        cases.append(
            {
                "mu": mu, "sigma": sigma, "deductible": deductible, "limit": limit, "amounts": amounts,
                "kolmogorovSmirnov": float(largest), "andersonDarling": float(n * squared),
            }
        )  # fmt: skip
    # scipy agrees where it can.
    first = cases[0]
    d = stats.kstest(first["amounts"], lambda x: stats.lognorm.cdf(x, sigma, scale=np.exp(mu))).statistic
    assert abs(d - first["kolmogorovSmirnov"]) < 1e-12
    return cases


def outlier():
    """Claims of which one is so large that its density at the maximum is below 1e-308: by the likelihood equations."""
    amounts = [rounded(x, 5) for x in np.exp(np.random.default_rng(5).normal(7, 1, 5000))] + [5e6]
    x = [mpf(a) for a in amounts]
    n = len(x)
    mean, mean_log = sum(x) / n, sum(map(mpmath.log, x)) / n
    alpha = mpmath.findroot(lambda a: mpmath.log(a) - mpmath.digamma(a) - mpmath.log(mean) + mean_log, 0.6)
    theta = mean / alpha
    cases = {"gamma": {"alpha": alpha, "theta": theta}}
    log_f = {"gamma": sum((alpha - 1) * mpmath.log(a) - a / theta for a in x) - n * (alpha * mpmath.log(theta) + mpmath.loggamma(alpha))}
    assert (alpha - 1) * mpmath.log(x[-1]) - x[-1] / theta < -720
    tau = mpmath.findroot(
        lambda t: sum(a**t * mpmath.log(a) for a in x) / sum(a**t for a in x) - 1 / t - mean_log, 0.7, tol=1e-30
    )
    theta = (sum(a**tau for a in x) / n) ** (1 / tau)
    cases["weibull"] = {"tau": tau, "theta": theta}
    log_f["weibull"] = sum(mpmath.log(tau / a) + tau * mpmath.log(a / theta) - (a / theta) ** tau for a in x)
    fits = {k: {**{p: float(v) for p, v in c.items()}, "logLikelihood": float(log_f[k])} for k, c in cases.items()}
    return {"amounts": amounts, **fits}


def kolmogorov():
    cases = []
    for n in (1, 2, 5, 10, 37, 100, 101, 300, 2167):
        for p in (0.999, 0.8, 0.5, 0.2, 0.1, 0.05, 0.011, 0.009, 1e-3, 1e-5, 1e-9, 1e-15):
            d = float(stats.kstwo.isf(p, n))
            cases.append([n, d, float(stats.kstwo.sf(d, n))])
    return cases


def anderson_darling():
    """P(sum of Z_j^2 / (j (j + 1)) > z) by Gil-Pelaez' inversion."""
    j = np.arange(1, 4001)
    weights = 1.0 / (j * (j + 1))
    rest, squares = 1 / 4001, np.pi**2 / 3 - 3 - np.sum(weights**2)

    def log_phi(t):
        direct = -0.5 * np.sum(np.log(1 - 2j * np.outer(t, weights)), axis=1)
        return direct + 1j * t * rest - t * t * squares

    out = []
    t = (np.arange(400_000) + 0.5) * 2e-3
    phi = np.concatenate([log_phi(part) for part in np.array_split(t, 4000)])
    for z in (0.2, 0.3, 0.5, 0.8, 1.2, 1.933, 2.492, 3.070, 3.857, 6.0, 8.0):
        integral = np.sum(np.imag(np.exp(phi - 1j * t * z)) / t) * 2e-3
        out.append([z, float(0.5 + integral / np.pi)])
    return out


def counts():
    years = [166, 170, 181, 153, 163, 207, 238, 226, 210, 235, 218]
    mean = mpf(sum(years)) / len(years)
    table = {0: 7840, 1: 1317, 2: 239, 3: 42, 4: 14, 5: 4, 6: 4, 7: 1}  # policies, Simon 1961; Loss Models, example 6.2
    cases = []
    for values, weights in [(years, [1] * len(years)), (list(table), list(table.values()))]:
        n = sum(weights)
        mean = mpf(sum(k * w for k, w in zip(values, weights))) / n

        def f(r, beta):
            return sum(
                w * (mpmath.loggamma(r + k) - mpmath.loggamma(r) - mpmath.loggamma(k + 1) + k * mpmath.log(beta) - (r + k) * mpmath.log(1 + beta))
                for k, w in zip(values, weights)
            )

        profile = lambda r: mpmath.diff(lambda q: f(q, mean / q), r)
        r = mpmath.findroot(profile, 40 if n == 11 else 0.7)
        beta = mean / r
        hessian = mpmath.matrix(2, 2)
        for a in range(2):
            for b in range(2):
                order = [0, 0]
                order[a] += 1
                order[b] += 1
                hessian[a, b] = -mpmath.diff(f, (r, beta), tuple(order))
        inverse = hessian**-1
        cases.append(
            {
                "counts": values, "weights": weights, "parameters": {"r": float(r), "beta": float(beta)},
                "standardErrors": {"r": float(mpmath.sqrt(inverse[0, 0])), "beta": float(mpmath.sqrt(inverse[1, 1]))},
                "logLikelihood": float(f(r, beta)),
            }
        )  # fmt: skip
    few = [3, 5, 4, 6, 4, 5, 3, 7, 5, 4, 6, 5, 4, 5, 2, 6]
    best = max(
        (float(stats.binom.logpmf(few, m, np.mean(few) / m).sum()), m) for m in range(max(few), 3000)
    )
    return {"negativeBinomial": cases, "binomial": {"counts": few, "m": best[1], "logLikelihood": best[0]}}


DANISH = {
    "gamma": {"alpha": 1.297608310585821, "theta": 1 / 0.383330712285512, "logLikelihood": -4767.095680751671, "rtol": 1e-8},
    "singleParameterPareto": {"alpha": 1.2707286340264616, "logLikelihood": -3353.1282885366254, "rtol": 1e-10},
    "above10": {"n": 109, "xi": 0.4969857931082773, "theta": 6.97546811016854, "logLikelihood": -374.89299162180475, "rtol": 1e-6},
    "above20": {"n": 36, "xi": 0.6841521638341015, "theta": 9.635132832842045, "rtol": 1e-6},
}  # fmt: skip
PUBLISHED = {"amounts": [521, 658, 702, 819, 1217], "theta": 500, "alpha": 2.453294110868626, "printed": 2.453, "rtol": 1e-11}

if __name__ == "__main__":
    result = {
        "danish": DANISH,
        "published": PUBLISHED,
        "outlier": outlier(),
        "kolmogorov": kolmogorov(),
        "andersonDarling": anderson_darling(),
        "goodness": goodness(),
        "counts": counts(),
        "severities": severities(),
    }
    # One case a line.
    lines = []
    for key, value in result.items():
        if key == "severities":
            body = ",\n".join("  " + json.dumps(case) for case in value)
            lines.append(f'"{key}": [\n{body}\n]')
        else:
            lines.append(f'"{key}": {json.dumps(value)}')
    print("{\n" + ",\n".join(lines) + "\n}")
