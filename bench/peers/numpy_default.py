"""numpy as most write it: default_rng and whole arrays."""

import numpy as np
from serve import serve

rng = np.random.default_rng()

FAMILIES = {
    "lognormal": lambda mu, sigma, n: rng.lognormal(mu, sigma, n),
    "gamma": lambda alpha, theta, n: rng.gamma(alpha, theta, n),
    "pareto": lambda alpha, theta, n: theta * rng.pareto(alpha, n),
    "weibull": lambda tau, theta, n: theta * rng.weibull(tau, n),
    "poisson": lambda lam, _, n: rng.poisson(lam, n),
}


def compound(out, lam, alpha, theta):
    out[:] = rng.gamma(alpha * rng.poisson(lam, out.size), theta)


def claims(out, lam, deductible, limit, share, aggregate_limit, family, a, b):
    counts = rng.poisson(lam, out.size)
    x = FAMILIES[family](a, b, counts.sum())
    paid = share * np.clip(x - deductible, 0, limit)
    trials = np.repeat(np.arange(out.size), counts)
    out[:] = np.minimum(np.bincount(trials, paid, out.size), aggregate_limit)


def sample(out, family, a, b):
    out[:] = FAMILIES[family](a, b, out.size)


serve(compound, claims, sample)
