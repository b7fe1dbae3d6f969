#include "ckernels.h"
#include "elementary.h"

// Blocks of pixels small enough that all planes of a block stay in the first-level cache.
enum { block = 32, lanes = 16 };

GK_CLONES void gk_fold(
    const float *planes, size_t stride, const double *matrix, const int *first, const int *last, size_t rows,
    size_t columns, double *out, size_t out_stride, size_t n) {
    for (size_t start = 0; start < n; start += block) {
        size_t size = n - start < block ? n - start : block;
        for (size_t r = 0; r < rows; r++) {
            double sum[block] = {0};
            const double *factors = matrix + r * columns;
            if (size == block) {
                for (int t = first[r]; t < last[r]; t++) {
                    const float *x = planes + t * stride + start;
                    double factor = factors[t];
                    for (int j = 0; j < block; j++) sum[j] += factor * (double)x[j];
                }
            } else {
                for (int t = first[r]; t < last[r]; t++) {
                    const float *x = planes + t * stride + start;
                    double factor = factors[t];
                    for (size_t j = 0; j < size; j++) sum[j] += factor * (double)x[j];
                }
            }
            double *y = out + r * out_stride + start;
            for (size_t j = 0; j < size; j++) y[j] += sum[j];
        }
    }
}

GK_CLONES void gk_add_float(const float *x, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] += (double)x[i];
}

GK_INLINE double gk_dot_range(const double *a, const double *b, size_t n) {
    double lane[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (int j = 0; j < lanes; j++) lane[j] += a[i + j] * b[i + j];
    for (int j = 0; i < n; i++, j++) lane[j] += a[i] * b[i];
    double total = 0;
    for (int j = 0; j < lanes; j++) total += lane[j];
    return total;
}

GK_CLONES void gk_gram(
    const double *columns, size_t stride, const long *low, const long *high, size_t count, const double *weights,
    double *scratch, double *out) {
    for (size_t a = 0; a < count; a++) {
        const double *x = columns + a * stride;
        for (long i = low[a]; i < high[a]; i++) scratch[i] = weights[i] * x[i];
        for (size_t b = 0; b <= a; b++) {
            long from = low[a] > low[b] ? low[a] : low[b], to = high[a] < high[b] ? high[a] : high[b];
            if (from >= to) continue;
            out[a * count + b] += gk_dot_range(scratch + from, columns + b * stride + from, to - from);
        }
    }
}

GK_CLONES double gk_poisson_sum(const double *mu, const unsigned char *mask, double floor, size_t n) {
    double lane[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (int j = 0; j < lanes; j++) {
            double value = mu[i + j] < floor ? floor : mu[i + j];
            lane[j] += mask[i + j] ? value : 0.0;
        }
    for (int j = 0; i < n; i++, j++) {
        double value = mu[i] < floor ? floor : mu[i];
        lane[j] += mask[i] ? value : 0.0;
    }
    double total = 0;
    for (int j = 0; j < lanes; j++) total += lane[j];
    return 2.0 * total;
}

GK_CLONES void gk_poisson_slopes(
    const double *mu, const unsigned char *mask, double floor, double *slope, double *curvature, size_t n) {
    for (size_t i = 0; i < n; i++) {
        double inside = mask[i] && !(mu[i] < floor) ? 2.0 : 0.0;
        slope[i] = inside;
        curvature[i] = inside == 0.0 ? 0.0 : inside / mu[i];
    }
}
