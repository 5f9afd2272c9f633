"""numba: one compiled loop a model, with the samplers that it brings. Compilation is outside the times."""

import numpy as np
from numba import njit
from serve import serve

LOGNORMAL, GAMMA, PARETO, WEIBULL, POISSON = range(5)
CODES = {"lognormal": LOGNORMAL, "gamma": GAMMA, "pareto": PARETO, "weibull": WEIBULL, "poisson": POISSON}


@njit(cache=True, fastmath=True)
def compound(out, lam, alpha, theta):
    for i in range(out.size):
        n = np.random.poisson(lam)
        out[i] = np.random.gamma(n * alpha, theta) if n > 0 else 0.0


@njit(inline="always", fastmath=True)
def draw(code, a, b):
    if code == LOGNORMAL:
        return np.exp(a + b * np.random.standard_normal())
    if code == GAMMA:
        return np.random.gamma(a, b)
    if code == PARETO:
        return b * (np.exp(-np.log(1.0 - np.random.random()) / a) - 1.0)
    if code == WEIBULL:
        return b * (-np.log(1.0 - np.random.random())) ** (1.0 / a)
    return float(np.random.poisson(a))


@njit(cache=True, fastmath=True)
def claims_of(out, lam, deductible, limit, share, aggregate_limit, code, a, b):
    for i in range(out.size):
        total = 0.0
        for _ in range(np.random.poisson(lam)):
            excess = draw(code, a, b) - deductible
            if excess > 0.0:
                total += share * min(excess, limit)
        out[i] = min(total, aggregate_limit)


@njit(cache=True, fastmath=True)
def sample_of(out, code, a, b):
    for i in range(out.size):
        out[i] = draw(code, a, b)


def claims(out, lam, deductible, limit, share, aggregate_limit, family, a, b):
    claims_of(out, lam, deductible, limit, share, aggregate_limit, CODES[family], a, b)


def sample(out, family, a, b):
    sample_of(out, CODES[family], a, b)


serve(compound, claims, sample)
