# R: vectors in chunks, and the normal generator that is fastest for each use. Requests and answers as in serve.h.

families <- list(
  lognormal = function(n, mu, sigma) exp(mu + sigma * rnorm(n)),
  gamma = function(n, alpha, theta) rgamma(n, alpha, scale = theta),
  pareto = function(n, alpha, theta) theta * expm1(rexp(n, alpha)),
  weibull = function(n, tau, theta) rweibull(n, tau, theta),
  poisson = function(n, lambda, unused) rpois(n, lambda)
)

# rgamma draws a normal and an exponential; Box-Muller suits it best, Kinderman-Ramage is the fastest on its own.
normals <- function(family) RNGkind("Mersenne-Twister", if (identical(family, "lognormal")) "Kinderman-Ramage" else "Box-Muller")

compound <- function(n, lambda, alpha, theta) {
  counts <- rpois(n, lambda)
  if (lambda >= 0.5) return(rgamma(n, alpha * counts, scale = theta))
  losses <- numeric(n)
  some <- which(counts > 0L)
  losses[some] <- rgamma(length(some), alpha * counts[some], scale = theta)
  losses
}

claims <- function(n, lambda, deductible, limit, share, aggregate_limit, draw, a, b) {
  counts <- rpois(n, lambda)
  ends <- cumsum(counts)
  paid <- pmin.int(pmax.int(draw(ends[n], a, b) - deductible, 0), limit)
  sums <- c(0, cumsum(paid))[ends + 1L]
  pmin.int(share * (sums - c(0, sums[-n])), aggregate_limit)
}

filled <- function(n, size, draw) {
  out <- rep(1, n)
  started <- proc.time()
  for (first in seq.int(1, n, size)) {
    last <- min(n, first + size - 1)
    out[first:last] <- draw(last - first + 1)
  }
  used <- proc.time() - started
  sprintf('{"seconds":%.6f,"mean":%.17g}', used[[1]] + used[[2]], mean(out))
}

answer <- function(words) {
  n <- as.numeric(words[2])
  number <- function(i) as.numeric(words[i])
  family <- switch(words[1], claims = words[8], sample = words[3])
  normals(family)
  draw <- if (!is.null(family)) families[[family]]
  switch(words[1],
    compound = filled(n, 16384, function(m) compound(m, number(3), number(4), number(5))),
    claims = filled(n, max(256, floor(32768 / number(3))), function(m) {
      claims(m, number(3), number(4), number(5), number(6), number(7), draw, number(9), number(10))
    }),
    sample = filled(n, 16384, function(m) draw(m, number(4), number(5))),
    '{"unsupported":true}'
  )
}

# The byte compiler comes first, not in the middle of a measurement.
invisible(compiler::enableJIT(3))
input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  cat(answer(strsplit(line, " ", fixed = TRUE)[[1]]), "\n", sep = "")
  flush(stdout())
}
