# The distribution functions of the package actuar that elsewhere.py asks for: those of the package where it is installed,
# and otherwise what its manual says (Goulet et al., actuar 3.3, https://cran.r-project.org/package=actuar).

if (requireNamespace("actuar", quietly = TRUE)) {
  suppressMessages(library(actuar))
} else {
  trbeta <- function(v, tau, alpha) pbeta(v / (1 + v), tau, alpha)
  positive <- function(x, law, p0) p0 + (1 - p0) * (law(x) - law(0)) / (1 - law(0))

  ppareto <- function(q, shape, scale) 1 - (scale / (q + scale))^shape
  ppareto1 <- function(q, shape, min) 1 - (min / q)^shape
  pinvpareto <- function(q, shape, scale) (q / (q + scale))^shape
  pgenpareto <- function(q, shape1, shape2, scale) trbeta(q / scale, shape2, shape1)
  pburr <- function(q, shape1, shape2, scale) 1 - (1 / (1 + (q / scale)^shape2))^shape1
  pinvburr <- function(q, shape1, shape2, scale) (1 / (1 + (q / scale)^-shape2))^shape1
  ptrbeta <- function(q, shape1, shape2, shape3, scale) trbeta((q / scale)^shape2, shape3, shape1)
  pllogis <- function(q, shape, scale) 1 - 1 / (1 + (q / scale)^shape)
  pparalogis <- function(q, shape, scale) pburr(q, shape, shape, scale)
  pinvparalogis <- function(q, shape, scale) pinvburr(q, shape, shape, scale)
  pinvgamma <- function(q, shape, scale) pgamma(scale / q, shape, lower.tail = FALSE)
  pinvexp <- function(q, scale) exp(-scale / q)
  pinvweibull <- function(q, shape, scale) exp(-(scale / q)^shape)
  ptrgamma <- function(q, shape1, shape2, scale) pgamma((q / scale)^shape2, shape1)
  pinvtrgamma <- function(q, shape1, shape2, scale) pgamma((scale / q)^shape2, shape1, lower.tail = FALSE)
  plgamma <- function(q, shapelog, ratelog) pgamma(log(q), shapelog, rate = ratelog)
  pgenbeta <- function(q, shape1, shape2, shape3, scale) pbeta((q / scale)^shape3, shape1, shape2)
  pinvgauss <- function(q, mean, shape) {
    z <- sqrt(shape / q)
    pnorm(z * (q / mean - 1)) + exp(2 * shape / mean) * pnorm(-z * (q / mean + 1))
  }
  plogarithmic <- function(q, prob) sapply(q, function(n) sum(-prob^(1:n) / ((1:n) * log(1 - prob))))
  ppoisinvgauss <- function(q, mean, dispersion) {
    under <- 1 + 1 / (2 * dispersion * mean^2)
    at <- function(n) {
      sqrt(2 / (pi * dispersion)) * exp(1 / (dispersion * mean)) / factorial(n) *
        sqrt(2 * dispersion * under)^-(n - 1 / 2) * besselK(sqrt(2 / dispersion * under), n - 1 / 2)
    }
    sapply(q, function(n) sum(at(0:n)))
  }
  pzmpois <- function(q, lambda, p0) positive(q, function(x) ppois(x, lambda), p0)
  pztpois <- function(q, lambda) pzmpois(q, lambda, 0)
}
