"""numpy in its best form: SFC64, the fastest of its generators, chunks that stay in cache, results written in place."""

import numpy as np
from serve import serve

rng = np.random.Generator(np.random.SFC64())
CHUNK = 16384


def lognormal(out, mu, sigma):
    rng.standard_normal(out=out)
    out *= sigma
    out += mu
    np.exp(out, out=out)


def gamma(out, alpha, theta):
    rng.standard_gamma(alpha, out=out)
    out *= theta


def pareto(out, alpha, theta):
    # Lomax: theta (exp(E / alpha) - 1); the ziggurat of standard_exponential replaces a logarithm.
    rng.standard_exponential(out=out)
    out /= alpha
    np.expm1(out, out=out)
    out *= theta


def weibull(out, tau, theta):
    rng.standard_exponential(out=out)
    np.power(out, 1 / tau, out=out)
    out *= theta


def poisson(out, lam, _):
    out[:] = rng.poisson(lam, out.size)


FAMILIES = {"lognormal": lognormal, "gamma": gamma, "pareto": pareto, "weibull": weibull, "poisson": poisson}


def chunks(out, size=CHUNK):
    for first in range(0, out.size, size):
        yield out[first : first + size]


def compound(out, lam, alpha, theta):
    mostly_empty = lam < 0.5
    for losses in chunks(out):
        counts = rng.poisson(lam, losses.size)
        if mostly_empty:
            some = np.flatnonzero(counts)
            sums = rng.standard_gamma(counts[some] * alpha)
            sums *= theta
            losses[:] = 0
            losses[some] = sums
        else:
            rng.standard_gamma(counts * alpha, out=losses)
            losses *= theta


def claims(out, lam, deductible, limit, share, aggregate_limit, family, a, b):
    draw = FAMILIES[family]
    trials = max(256, int(2 * CHUNK / lam))
    buffer = np.empty(int(trials * lam + 12 * np.sqrt(trials * lam) + 30))
    for losses in chunks(out, trials):
        counts = rng.poisson(lam, losses.size)
        ends = np.cumsum(counts)
        x = buffer[: ends[-1]]
        draw(x, a, b)
        x -= deductible
        np.maximum(x, 0, out=x)
        np.minimum(x, limit, out=x)
        losses[:] = 0
        some = np.flatnonzero(counts)
        losses[some] = np.add.reduceat(x, (ends - counts)[some])
        losses *= share
        np.minimum(losses, aggregate_limit, out=losses)


def sample(out, family, a, b):
    draw = FAMILIES[family]
    for part in chunks(out):
        draw(part, a, b)


serve(compound, claims, sample)
