"""Writes golden.json: published and independently computed annual losses, in one form.

Every case has its source. `closed` holds the mean and the variance where they have a closed form, to `rtol`. `expected`,
by simulation, holds any of
  mean, variance, probabilityOfZero
  cdf        [x, P(S <= x)]
  pmf        [x, P(S = x)]
  quantiles  [p, least x with P(S <= x) >= p]
  tvar       [p, 1 / (1 - p) times the integral of the quantile above p]
  stopLoss   [d, E max(S - d, 0)]
Figures are exact to 1e-6 or better; where a print is coarser or carries its own discretisation error, the figure was
computed again. Variances of heavy-tailed laws are left out: no sample can test them.

The argument is the collection that the cases are taken from:

    python3 golden.py cases.json > golden.json
"""

import json
import sys

TESTED_VARIANCE = {
    "kpw-9-35", "kpw-9-34", "kpw-9-9", "kpw-9-57", "lda-5-2-1", "lda-5-5-5", "kpw-9-16-group-life",
    "tweedie-bahnemann-4-2", "tweedie-bahnemann-4-7", "kpw-9-59", "actuar-risk-vignette-exact",
    "poisson-exponential-ef", "nb-exponential", "binomial-gamma", "poisson5-weibull", "kpw-9-3-4", "lda-5-2-2",
    "lda-5-3-4",
}  # fmt: skip
WHOLE = [
    "kpw-9-34", "kpw-9-9", "kpw-9-57", "kpw-9-35", "kpw-9-36", "kpw-9-16-group-life", "lda-5-2-1", "lda-5-5-5",
    "tweedie-bahnemann-4-2", "tweedie-bahnemann-4-7", "kpw-9-59", "actuar-risk-vignette-exact",
    "poisson-exponential-ef", "nb-exponential", "binomial-gamma", "poisson100-lognormal-0-2",
    "poisson10-lognormal-9-1.2", "gemact-parodi-poisson3-lognormal", "poisson10-pareto2-mata",
    "poisson20-pareto2-ef", "gemact-poisson4-gpd", "poisson5-weibull", "kpw-9-3-4", "lda-5-2-2", "lda-5-3-4",
]  # fmt: skip


def pairs(x, y):
    return [[a, b] for a, b in zip(x, y)]


def whole(case):
    """Cases whose keys go by one scheme."""
    given, expected = case["inputs"], case["expected"]
    out = {"mean": expected["mean"]}
    if "variance" in expected and case["id"] in TESTED_VARIANCE:
        out["variance"] = expected["variance"]
    zero = expected.get("p0", expected.get("prob_zero"))
    if zero is not None:
        out["probabilityOfZero"] = zero
    if "points" in given:
        out["pmf"] = pairs(given["points"], expected["pmf"])
        out["cdf"] = pairs(given["points"], expected["cdf"])
    elif "cdf_at" in given:
        out["cdf"] = pairs(given["cdf_at"], expected["cdf"])
        out["quantiles"] = pairs(given["quantile_p"], expected["quantiles"])
        out["stopLoss"] = pairs(given["stop_loss_d"], expected["stop_loss"])
        known = dict(out["quantiles"])
        out["tvar"] = [[p, t] for p, t in pairs(given["tvar_p"], expected["tvar"]) if p in known]
    return out


def periods(levels, losses):
    return [[1 - 1 / t, x] for t, x in zip(levels, losses)]


def special(cases):
    """Cases that are written in ways of their own."""
    expected = (case := cases["kpw-9-5-dental"])["expected"]
    yield case, {
        "mean": expected["mean"],
        "variance": expected["sd"] ** 2,
        "pmf": [[25 * k, p] for k, p in enumerate(expected["pmf_0_to_20_units"])],
        "cdf": [[25 * 15, expected["cdf_at_15_units"]]],
        "stopLoss": pairs((0, 25, 50, 75, 100, 250, 500), expected["stop_loss_0_25_50_75_100_250_500"]),
        "quantiles": [[0.95, expected["var95"]], [0.99, expected["var99"]]],
    }
    case = cases["kpw-9-23"]
    yield case, {"cdf": [[case["inputs"]["threshold"], 1 - case["expected"]["prob_exceed_100"]]]}
    yield (case := cases["panjer-zm-negbin"]), {"pmf": pairs(range(13), case["expected"]["pmf_0_to_12"])}
    case = cases["kpw-9-16-group-life"]
    premium = 1.45 * case["expected"]["mean"]
    yield case, {**whole(case), "cdf": [[premium, 1 - case["expected"]["prob_loss_exact"]]]}
    yield (case := cases["kpw-9-31"]), {"mean": case["expected"]["expected_excess_aggregate"]}
    yield (case := cases["lda-5-2-6"]), {"pmf": pairs(range(4), case["expected"]["pmf_0_to_3"])}
    expected = (case := cases["lda-5-3-6"])["expected"]
    yield case, {
        "mean": expected["mean"],
        "pmf": pairs((0, 5, 10), expected["pmf_0_5_10"]),
        "stopLoss": pairs((5, 10, 15), expected["stop_loss_5_10_15"]),
    }
    expected = (case := cases["gerber-1982-poisson10-uniform"])["expected"]
    yield case, {
        "cdf": [[d, 1 - s] for d, s in zip(case["inputs"]["d"], expected["sf"])],
        "stopLoss": pairs(case["inputs"]["d"], expected["stop_loss"]),
    }
    expected = (case := cases["cat-elt-5-events"])["expected"]
    at = periods(case["inputs"]["return_periods"], expected["aep_loss_at_rp"])
    yield case, {
        "mean": expected["aal"],
        "variance": expected["sd"] ** 2,
        "cdf": [[x, 1 - s] for x, s in zip((0, 5, 20, 50, 100, 150), expected["aep_exceed_gt_0_5_20_50_100_150"])],
        "quantiles": at,
        "tvar": periods(case["inputs"]["return_periods"], expected["aep_tvar_at_rp"]),
    }
    expected = (case := cases["cat-us-wind-jewson-weinkle"])["expected"]
    yield case, {"mean": expected["aal"], "quantiles": periods(case["inputs"]["return_periods"], expected["aep"])}
    expected = (case := cases["mata-2000-reinstatements"])["expected"]
    keys = ["K0_10xs10", "K1_free_10xs10", "K2_10xs10", "K3_10xs10", "K1_free_10xs20", "K1_free_20xs10"]
    keys += ["unlimited_10xs10", "unlimited_10xs20", "unlimited_20xs10"]
    yield case, {"layers": {key: expected[key] for key in keys}}
    expected = (case := cases["gemact-multilayer"])["expected"]
    yield case, {"layers": {key: expected[key] for key in ("layer1_pure_premium", "layer3_expected")}}


def closed(case):
    """Mean and variance of the annual loss, whatever the source calls them."""
    expected = case["expected"]
    means = [expected[key] for key in ("mean", "aal", "expected_excess_aggregate") if key in expected]
    variance = expected.get("variance", expected["sd"] ** 2 if "sd" in expected else None)
    return {**({"mean": means[0]} if means else {}), **({"variance": variance} if variance else {})}


def main():
    cases = {case["id"]: case for case in json.load(open(sys.argv[1]))}
    written = {}
    for name in WHOLE:
        written[name] = (cases[name], whole(cases[name]))
    for case, expected in special(cases):
        written[case["id"]] = (case, expected)
    lines = []
    for name, (case, expected) in written.items():
        line = {"source": case["source"], "inputs": case["inputs"], "rtol": case["rtol"]}
        lines.append(f' "{name}": ' + json.dumps({**line, "closed": closed(case), "expected": expected}))
    print("{\n" + ",\n".join(lines) + "\n}")


if __name__ == "__main__":
    main()
