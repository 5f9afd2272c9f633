"""The bench's protocol for Python: requests as in serve.h, and "select n file level...", answered by exact VaR and TVaR."""

import json
import math
import sys
import time

import numpy as np


def timed(work):
    """Processor seconds of a call, and its result."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def select(n, file, levels):
    """VaR and TVaR by partitions, each inside the tail of the level below it. Levels ascend."""
    losses = np.fromfile(file, count=n)
    measures = []

    def work():
        tail, first = losses, 0
        for level in levels:
            # n * level is off by a rounding where it should be an integer.
            rank = math.ceil(n * level - n * 2.0**-50)
            at = rank - 1 - first
            tail.partition(at)
            var, tail, first = tail[at], tail[at + 1 :], rank
            measures.append((var, tail))
        return [(tail.sum() + (n - n * level - tail.size) * var) / (n - n * level) for level, (var, tail) in zip(levels, measures)]

    seconds, tvar = timed(work)
    return {"seconds": seconds, "var": [var for var, _ in measures], "tvar": tvar}


def serve(compound, claims, sample):
    """Answers requests until the input ends. The three functions fill `out`; families outside theirs are a KeyError."""
    out = np.empty(0)
    for line in sys.stdin:
        kind, n, *words = line.split()
        n = int(n)
        if kind in ("compound", "claims", "sample") and out.size < n:
            out = np.ones(n)
        try:
            if kind == "select":
                answer = select(n, words[0], [float(level) for level in words[1:]])
            else:
                if kind == "compound":
                    work = lambda: compound(out[:n], *map(float, words))
                elif kind == "claims":
                    work = lambda: claims(out[:n], *map(float, words[:5]), words[5], *map(float, words[6:]))
                elif kind == "sample":
                    work = lambda: sample(out[:n], words[0], *map(float, words[1:]))
                else:
                    raise KeyError(kind)
                seconds, _ = timed(work)
                answer = {"seconds": seconds, "mean": float(out[:n].mean())}
        except KeyError:
            answer = {"unsupported": True}
        print(json.dumps(answer), flush=True)
