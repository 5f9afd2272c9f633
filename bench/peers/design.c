// lundberg's own sampling design in C, for the ceiling that a native compiler sets: words in blocks from lanes of
// xoshiro256++ (Blackman & Vigna 2021, doi 10.1145/3460772), counts by an alias table (Walker 1977, Vose 1991) whose
// entry leads to the gamma record of that count, Marsaglia & Tsang (2000, doi 10.1145/358407.358414) with a squeeze of
// its own for each count, normals from a ziggurat of 1024 layers (Marsaglia & Tsang 2000, doi 10.18637/jss.v005.i08).
// Batches go through loops without branches, which the compiler may vectorise; what they leave open is noted and
// settled after each.

#include <math.h>
#include <stdint.h>

#include "serve.h"

// Two vector registers a step at most: more would spill.
#ifdef __AVX512F__
enum { LANES = 8 };
#else
enum { LANES = 4 };
#endif
enum { BATCH = 256, LAYERS = 1024, MOST_SLOTS = 2048 };

#define BLOCK __attribute__((aligned(8 * LANES)))
typedef uint64_t lanes __attribute__((vector_size(8 * LANES)));
static lanes state[4];
static uint64_t spare[BATCH] BLOCK;
static int cursor = BATCH;

static void seed(uint64_t x) {
  for (int lane = 0; lane < LANES; lane++)
    for (int i = 0; i < 4; i++) {
      // SplitMix64 (Steele, Lea & Flood 2014, doi 10.1145/2660193.2660195).
      uint64_t z = (x += 0x9e3779b97f4a7c15u);
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
      state[i][lane] = z ^ (z >> 31);
    }
}

static void fill_words(uint64_t *words) {
  lanes s0 = state[0], s1 = state[1], s2 = state[2], s3 = state[3];
  for (int at = 0; at < BATCH; at += LANES) {
    lanes sum = s0 + s3, t = s1 << 17;
    *(lanes *)(words + at) = (sum << 23 | sum >> 41) + s0;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= t;
    s3 = s3 << 45 | s3 >> 19;
  }
  state[0] = s0, state[1] = s1, state[2] = s2, state[3] = s3;
}

// For what the batches leave open.
static uint64_t word(void) {
  if (cursor == BATCH) {
    fill_words(spare);
    cursor = 0;
  }
  return spare[cursor++];
}

static double uniform(void) { return ((double)(int64_t)(word() >> 12) + .5) * 0x1p-52; }

static inline double double_of(uint64_t bits) {
  double x;
  memcpy(&x, &bits, sizeof x);
  return x;
}

// In [0, 1), from the high 52 bits.
static inline double fraction(uint64_t bits) { return double_of(bits >> 12 | 0x3ff0000000000000) - 1; }

static inline double with_sign(double x, uint64_t bits) {
  uint64_t y;
  memcpy(&y, &x, sizeof y);
  return double_of(y ^ (bits & LAYERS) << 53);
}

// Layer 0 is the base strip with the tail, of the same area as the others.
static struct {
  double width, edge;
} layers[LAYERS];
static double height[LAYERS + 1], tail_from;

static double layer_heights(double r) {
  double f = exp(-.5 * r * r), area = r * f + sqrt(acos(0)) * erfc(r / sqrt(2));
  tail_from = r;
  layers[0].width = area / f;
  layers[0].edge = r / layers[0].width;
  height[0] = 0;
  height[1] = f;
  double x = r;
  for (int i = 1; i < LAYERS; i++) {
    double top = height[i] + area / x;
    layers[i].width = x;
    height[i + 1] = top;
    if (top >= 1) {
      layers[i].edge = 0;
      return i == LAYERS - 1 ? top - 1 : 1;
    }
    double next = sqrt(-2 * log(top));
    layers[i].edge = next / x;
    x = next;
  }
  return height[LAYERS] - 1;
}

static void make_ziggurat(void) {
  double low = 3, high = 6;
  for (int i = 0; i < 200; i++) {
    double r = .5 * (low + high);
    if (layer_heights(r) > 0) low = r;
    else high = r;
  }
  layer_heights(high);
  layers[LAYERS - 1].edge = 0;
  height[LAYERS] = 1;
}

static __attribute__((noinline)) double outside(int layer, double x) {
  for (;;) {
    if (layer == 0) {
      for (;;) {
        double e = -log(uniform()) / tail_from, f = -log(uniform());
        if (f + f > e * e) return tail_from + e;
      }
    }
    if (height[layer] + uniform() * (height[layer + 1] - height[layer]) < exp(-.5 * x * x)) return x;
    uint64_t bits = word();
    double m = fraction(bits);
    layer = bits & (LAYERS - 1);
    x = m * layers[layer].width;
    if (m < layers[layer].edge) return x;
  }
}

static double normal_of(uint64_t bits) {
  int layer = bits & (LAYERS - 1);
  double m = fraction(bits), x = m * layers[layer].width;
  return with_sign(m < layers[layer].edge ? x : outside(layer, x), bits);
}

struct record {
  double d, c, squeeze, boost;
};

// The squeeze's factor over 1 / (108 d): the steps that assembly/gamma.ts proves.
static double squeeze_factor(double d) {
  static const double from[] = {1000, 100, 30, 9, 11. / 3, 5. / 3, 1};
  static const double factor[] = {1.06, 1.12, 1.19, 1.31, 1.48, 1.73, 2.01};
  for (int i = 0; i < 7; i++)
    if (d >= from[i]) return factor[i];
  return 2.39;
}

static struct record gamma_record(double shape) {
  if (shape == 0) return (struct record){0, 0, 0, 0};
  double d = (shape < 1 ? shape + 1 : shape) - 1. / 3;
  return (struct record){d, 1 / sqrt(9 * d), squeeze_factor(d) / (108 * d), shape < 1 ? 1 / shape : 0};
}

// The method to its end, from the words of its first normal and uniform; without the boost.
static double gamma_of(const struct record *r, uint64_t normal_bits, double u) {
  if (r->d == 0) return 0;
  for (;;) {
    double x = normal_of(normal_bits), root = 1 + r->c * x, v = root * root * root;
    if (root > 0 && log(u) < .5 * x * x + r->d * (1 - v + log(v))) return r->d * v;
    normal_bits = word();
    u = uniform();
  }
}

// A batch of variables, of the records that the cells say.
static void gamma_batch(const struct record *records, const uint32_t *cells, double scale, double *out) {
  static uint64_t normals[BATCH] BLOCK, uniforms[BATCH] BLOCK;
  static uint8_t open[BATCH];
  fill_words(normals);
  fill_words(uniforms);
  for (int i = 0; i < BATCH; i++) {
    const struct record *r = records + cells[i];
    double m = fraction(normals[i]), u = fraction(uniforms[i]);
    double x = with_sign(m * layers[normals[i] & (LAYERS - 1)].width, normals[i]);
    double root = 1 + r->c * x, square = x * x;
    out[i] = scale * r->d * (root * root * root);
    open[i] = !((m < layers[normals[i] & (LAYERS - 1)].edge) & (u < 1 - r->squeeze * (square * square)));
  }
  int pending[BATCH], waiting = 0;
  for (int i = 0; i < BATCH; i++) {
    pending[waiting] = i;
    waiting += open[i];
  }
  for (int j = 0; j < waiting; j++) {
    int i = pending[j];
    out[i] = scale * gamma_of(records + cells[i], normals[i], fraction(uniforms[i]) + 0x1p-53);
  }
}

static void boost_batch(const struct record *records, const uint32_t *cells, double *out) {
  for (int i = 0; i < BATCH; i++)
    if (records[cells[i]].boost != 0) out[i] *= exp(log(uniform()) * records[cells[i]].boost);
}

// A slot keeps its own count with probability limit / 2^53, and gives the other else. The low 11 bits pick a slot.
static struct {
  uint64_t limit;
  uint32_t own, other;
} slots[MOST_SLOTS];
static uint64_t slot_mask;
static struct record *records;

static int make_counts(double lambda, double alpha) {
  static double p[MOST_SLOTS];
  static long small[MOST_SLOTS], large[MOST_SLOTS];
  double spread = 10 * sqrt(lambda) + 40, sum = 0;
  long first = lambda > spread ? (long)(lambda - spread) : 0, size = 1, smalls = 0, larges = 0;
  while (first + size <= lambda + spread) size *= 2;
  if (size > MOST_SLOTS) return 0;
  slot_mask = size - 1;
  records = realloc(records, (first + size) * sizeof *records);
  for (long i = 0; i < size; i++) {
    sum += p[i] = exp((first + i) * log(lambda) - lambda - lgamma(first + i + 1.));
    records[first + i] = gamma_record((first + i) * alpha);
  }
  for (long i = 0; i < size; i++) {
    slots[i].limit = (uint64_t)1 << 53;
    slots[i].own = slots[i].other = (uint32_t)(first + i);
    if ((p[i] *= size / sum) < 1) small[smalls++] = i;
    else large[larges++] = i;
  }
  while (smalls > 0 && larges > 0) {
    long i = small[--smalls], j = large[larges - 1];
    slots[i].limit = (uint64_t)(p[i] * 0x1p53);
    slots[i].other = (uint32_t)(first + j);
    if ((p[j] -= 1 - p[i]) < 1) {
      larges--;
      small[smalls++] = j;
    }
  }
  return 1;
}

static void count_batch(uint32_t *counts) {
  static uint64_t words[BATCH] BLOCK;
  fill_words(words);
  for (int i = 0; i < BATCH; i++) {
    uint64_t slot = words[i] & slot_mask;
    counts[i] = words[i] >> 11 < slots[slot].limit ? slots[slot].own : slots[slot].other;
  }
}

static void normal_batch(double *out) {
  static uint64_t words[BATCH] BLOCK;
  fill_words(words);
  for (int i = 0; i < BATCH; i++) out[i] = normal_of(words[i]);
}

static int fill(const struct request *r, double *out) {
  static uint32_t counts[BATCH];
  static const uint32_t same[BATCH];
  int compound = strcmp(r->kind, "compound") == 0, poisson = strcmp(r->family, "poisson") == 0;
  int gamma = strcmp(r->family, "gamma") == 0, lognormal = strcmp(r->family, "lognormal") == 0;
  if (strcmp(r->kind, "claims") == 0 || !(compound || poisson || gamma || lognormal)) return 0;
  if (compound && !make_counts(r->lambda, r->alpha)) return 0;
  if (poisson && !make_counts(r->a, 1)) return 0;
  struct record record = gamma_record(r->a);
  double batch[BATCH];
  for (long i = 0; i < r->n; i += BATCH) {
    long size = r->n - i < BATCH ? r->n - i : BATCH;
    double *to = size == BATCH ? out + i : batch;
    if (compound || poisson) count_batch(counts);
    if (compound) {
      gamma_batch(records, counts, r->theta, to);
      if (r->alpha < 1) boost_batch(records, counts, to);
    } else if (poisson) {
      for (int j = 0; j < BATCH; j++) to[j] = counts[j];
    } else if (gamma) {
      gamma_batch(&record, same, r->b, to);
      if (r->a < 1) boost_batch(&record, same, to);
    } else {
      normal_batch(to);
      for (int j = 0; j < BATCH; j++) to[j] = exp(r->a + r->b * to[j]);
    }
    if (to == batch) memcpy(out + i, batch, size * sizeof *out);
  }
  return 1;
}

int main(void) {
  seed((uint64_t)time(NULL));
  make_ziggurat();
  return serve(fill);
}
