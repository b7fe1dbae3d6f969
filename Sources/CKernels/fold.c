#include "ckernels.h"
#include "elementary.h"

// Some rows of the matrix at once share the planes of a block of pixels; their sums fill the vector registers. Planes are
// more streams than a processor foresees, so that what comes next is asked for `ahead` pixels before.
enum { block = 12, group = 3, ahead = 96, lanes = 16 };

// `skip` pixels of the block are another block's.
GK_INLINE void gk_fold_block(
    const float *planes, size_t stride, const double *matrix, size_t columns, size_t rows, int first, int last,
    double *out, size_t out_stride, size_t size, size_t skip) {
    double sum[group][block] = {{0}};
    for (int t = first; t < last; t++) {
        const float *x = planes + t * stride;
        __builtin_prefetch(x + ahead);
        double value[block] = {0};
        for (size_t j = 0; j < size; j++) value[j] = (double)x[j];
        for (size_t r = 0; r < rows; r++) {
            double factor = matrix[r * columns + t];
            for (int j = 0; j < block; j++) sum[r][j] = __builtin_fma(factor, value[j], sum[r][j]);
        }
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t j = skip; j < size; j++) out[r * out_stride + j] += sum[r][j];
}

GK_INLINE void gk_fold_rows(
    const float *planes, size_t stride, const double *matrix, size_t columns, size_t rows, int first, int last,
    double *out, size_t out_stride, size_t n) {
    size_t i = 0;
    for (; i + block <= n; i += block)
        gk_fold_block(planes + i, stride, matrix, columns, rows, first, last, out + i, out_stride, block, 0);
    if (i == n) return;
    // A whole block to the end is quicker than a part of one.
    if (n >= block)
        gk_fold_block(
            planes + n - block, stride, matrix, columns, rows, first, last, out + n - block, out_stride, block,
            i + block - n);
    else
        gk_fold_block(planes, stride, matrix, columns, rows, first, last, out, out_stride, n, 0);
}

GK_CLONES void gk_fold(
    const float *planes, size_t stride, const double *matrix, const int *first, const int *last, size_t rows,
    size_t columns, double *out, size_t out_stride, size_t n) {
    for (size_t row = 0; row < rows; row += group) {
        size_t count = rows - row < group ? rows - row : group;
        int low = (int)columns, high = 0;
        for (size_t r = row; r < row + count; r++) {
            if (first[r] >= last[r]) continue;
            if (first[r] < low) low = first[r];
            if (last[r] > high) high = last[r];
        }
        if (low >= high) continue;
        const double *factors = matrix + row * columns;
        double *y = out + row * out_stride;
        switch (count) {
        case 1: gk_fold_rows(planes, stride, factors, columns, 1, low, high, y, out_stride, n); break;
        case 2: gk_fold_rows(planes, stride, factors, columns, 2, low, high, y, out_stride, n); break;
        default: gk_fold_rows(planes, stride, factors, columns, group, low, high, y, out_stride, n);
        }
    }
}

GK_CLONES void gk_add_float(const float *x, double *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] += (double)x[i];
}

GK_CLONES void gk_narrow(const double *x, float *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = (float)x[i];
}

GK_CLONES void gk_narrow_product(const double *x, const double *y, float *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] = (float)(x[i] * y[i]);
}

GK_CLONES void gk_narrow_add(const double *x, float *out, size_t n) {
    for (size_t i = 0; i < n; i++) out[i] += (float)x[i];
}

GK_INLINE double gk_dot_range(const double *a, const double *b, size_t n) {
    double lane[lanes] = {0};
    size_t i = 0;
    for (; i + lanes <= n; i += lanes)
        for (int j = 0; j < lanes; j++) lane[j] = __builtin_fma(a[i + j], b[i + j], lane[j]);
    for (int j = 0; i < n; i++, j++) lane[j] += a[i] * b[i];
    double total = 0;
    for (int j = 0; j < lanes; j++) total += lane[j];
    return total;
}

// Sums of x * columns for four columns at once: x is read once, and no sum waits for another.
GK_INLINE void gk_dot_columns(const double *x, const double *columns, size_t stride, size_t n, double *out) {
    enum { width = 8, wide = 4 };
    double lane[wide][width] = {{0}};
    size_t i = 0;
    for (; i + width <= n; i += width)
        for (int c = 0; c < wide; c++)
            for (int j = 0; j < width; j++)
                lane[c][j] = __builtin_fma(x[i + j], columns[c * stride + i + j], lane[c][j]);
    for (int j = 0; i < n; i++, j++)
        for (int c = 0; c < wide; c++) lane[c][j] += x[i] * columns[c * stride + i];
    for (int c = 0; c < wide; c++) {
        double total = 0;
        for (int j = 0; j < width; j++) total += lane[c][j];
        out[c] += total;
    }
}

GK_CLONES void gk_gram(
    const double *columns, size_t stride, const long *low, const long *high, size_t count, const double *weights,
    double *scratch, double *out) {
    for (size_t a = 0; a < count; a++) {
        const double *x = columns + a * stride;
        for (long i = low[a]; i < high[a]; i++) scratch[i] = weights[i] * x[i];
        size_t b = 0;
        for (; b + 4 <= a + 1; b += 4) {
            long from = low[b], to = high[b];
            for (int c = 1; c < 4; c++) {
                if (low[b + c] < from) from = low[b + c];
                if (high[b + c] > to) to = high[b + c];
            }
            if (from < low[a]) from = low[a];
            if (to > high[a]) to = high[a];
            if (from < to)
                gk_dot_columns(scratch + from, columns + b * stride + from, stride, to - from, out + a * count + b);
        }
        for (; b <= a; b++) {
            long from = low[a] > low[b] ? low[a] : low[b], to = high[a] < high[b] ? high[a] : high[b];
            if (from < to) out[a * count + b] += gk_dot_range(scratch + from, columns + b * stride + from, to - from);
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
