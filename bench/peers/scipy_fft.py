"""Compound Poisson laws by scipy.fft and numpy.fft: requests are "transform points lambda module", as serve.py has others."""

import json
import statistics
import sys
import time

import numpy as np
import scipy.fft

MODULES = {"scipy": scipy.fft, "numpy": np.fft}


def transform(points, lam, module):
    """Seconds of a law on so many points, and its first probabilities; bench/lundbergProcess.mjs has the same claims."""
    claims = np.zeros(points)
    claims[:256] = (1 + np.arange(256) % 7) / 1018
    fft = MODULES[module]

    def law():
        return fft.irfft(np.exp(lam * (fft.rfft(claims) - 1)), points)

    law()
    seconds = []
    for _ in range(9):
        started = time.process_time()
        masses = law()
        seconds.append(time.process_time() - started)
    return {"seconds": statistics.median(seconds), "probabilities": masses[:8192:1024].tolist()}


for line in sys.stdin:
    kind, points, *words = line.split()
    if kind == "transform":
        answer = transform(int(points), float(words[0]), words[1])
    else:
        answer = {"unsupported": True}
    print(json.dumps(answer), flush=True)
