// The bench's protocol for C. A request is one line of words on standard input:
//
//   compound n lambda alpha theta
//   claims n lambda deductible limit share aggregateLimit family a b
//   sample n family a b
//   read n file
//
// The answer is one line of JSON: the processor time of n trials (draws, doubles) in seconds, and the mean of what came
// out. A kind that the program has no name for, or a model outside its domain, is answered with {"unsupported":true}.

#ifndef SERVE_H
#define SERVE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct request {
  char kind[16];
  long n;
  double lambda, alpha, theta;
  double deductible, limit, share, aggregate_limit;
  char family[16];
  double a, b;
  char file[4096];
};

// Fills out[0 .. n - 1]; 0 where the request is not its own.
typedef int fill_function(const struct request *request, double *out);

static int parse(const char *line, struct request *r) {
  memset(r, 0, sizeof *r);
  if (sscanf(line, "%15s %ld", r->kind, &r->n) != 2 || r->n < 1) return 0;
  if (strcmp(r->kind, "compound") == 0)
    return sscanf(line, "%*s %*s %lf %lf %lf", &r->lambda, &r->alpha, &r->theta) == 3;
  if (strcmp(r->kind, "claims") == 0)
    return sscanf(line, "%*s %*s %lf %lf %lf %lf %lf %15s %lf %lf", &r->lambda, &r->deductible, &r->limit, &r->share,
                  &r->aggregate_limit, r->family, &r->a, &r->b) == 8;
  if (strcmp(r->kind, "sample") == 0) return sscanf(line, "%*s %*s %15s %lf %lf", r->family, &r->a, &r->b) == 3;
  if (strcmp(r->kind, "read") == 0) return sscanf(line, "%*s %*s %4095[^\n]", r->file) == 1;
  return 0;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

// Eight sums, so that additions do not wait in line.
static double sum_of(const double *values, long n) {
  double sums[8] = {0};
  long i = 0;
  for (; i + 7 < n; i += 8)
    for (int j = 0; j < 8; j++) sums[j] += values[i + j];
  double sum = 0;
  for (; i < n; i++) sum += values[i];
  for (int j = 0; j < 8; j++) sum += sums[j];
  return sum;
}

static int serve(fill_function *fill) {
  static char line[8192];
  struct request r;
  double *out = NULL;
  long held = 0;
  while (fgets(line, sizeof line, stdin)) {
    int known = parse(line, &r);
    if (known && r.n > held) {
      free(out);
      out = malloc((size_t)r.n * sizeof *out);
      if (out == NULL) return 1;
      for (long i = 0; i < r.n; i++) out[i] = 1;
      held = r.n;
    }
    double started, mean = 0, used = 0;
    if (known && strcmp(r.kind, "read") == 0) {
      FILE *file = fopen(r.file, "rb");
      if (file == NULL || fread(out, sizeof *out, (size_t)r.n, file) != (size_t)r.n) return 1;
      fclose(file);
      started = seconds();
      mean = sum_of(out, r.n) / r.n;
      used = seconds() - started;
    } else if (known) {
      started = seconds();
      known = fill(&r, out);
      used = seconds() - started;
      if (known) mean = sum_of(out, r.n) / r.n;
    }
    if (known) printf("{\"seconds\":%.9f,\"mean\":%.17g}\n", used, mean);
    else printf("{\"unsupported\":true}\n");
    fflush(stdout);
  }
  return 0;
}

#endif
