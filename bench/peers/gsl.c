// GSL with taus2, its fastest generator, and its ziggurat where it has the choice. gsl_ran_gamma is already the method
// of Marsaglia & Tsang on that ziggurat.

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "serve.h"

static gsl_rng *rng;

static double minimum(double a, double b) { return a < b ? a : b; }

static double lognormal(double mu, double sigma) { return exp(mu + sigma * gsl_ran_gaussian_ziggurat(rng, 1)); }

// Lomax: GSL's Pareto law begins at theta.
static double lomax(double alpha, double theta) { return gsl_ran_pareto(rng, alpha, theta) - theta; }

static double weibull(double tau, double theta) { return gsl_ran_weibull(rng, theta, tau); }

static double gamma_claim(double alpha, double theta) { return gsl_ran_gamma(rng, alpha, theta); }

static double poisson_count(double lambda, double unused) {
  (void)unused;
  return gsl_ran_poisson(rng, lambda);
}

typedef double draw_function(double a, double b);

static draw_function *drawer(const char *family) {
  if (strcmp(family, "lognormal") == 0) return lognormal;
  if (strcmp(family, "gamma") == 0) return gamma_claim;
  if (strcmp(family, "pareto") == 0) return lomax;
  if (strcmp(family, "weibull") == 0) return weibull;
  if (strcmp(family, "poisson") == 0) return poisson_count;
  return NULL;
}

static int fill(const struct request *r, double *out) {
  if (strcmp(r->kind, "compound") == 0) {
    for (long i = 0; i < r->n; i++) {
      unsigned int k = gsl_ran_poisson(rng, r->lambda);
      out[i] = k == 0 ? 0 : gsl_ran_gamma(rng, k * r->alpha, r->theta);
    }
    return 1;
  }
  draw_function *draw = drawer(r->family);
  if (draw == NULL) return 0;
  if (strcmp(r->kind, "sample") == 0) {
    for (long i = 0; i < r->n; i++) out[i] = draw(r->a, r->b);
    return 1;
  }
  for (long i = 0; i < r->n; i++) {
    double sum = 0;
    for (unsigned int k = gsl_ran_poisson(rng, r->lambda); k > 0; k--) {
      double excess = draw(r->a, r->b) - r->deductible;
      if (excess > 0) sum += r->share * minimum(excess, r->limit);
    }
    out[i] = minimum(sum, r->aggregate_limit);
  }
  return 1;
}

int main(void) {
  rng = gsl_rng_alloc(gsl_rng_taus2);
  gsl_rng_set(rng, (unsigned long)time(NULL));
  return serve(fill);
}
