#include "ckernels.h"
#include "elementary.h"

// Some rows of the matrix at once share the planes of a block of pixels, whose sums stay in registers.
enum { block = 16, group = 5, lanes = 16 };

GK_INLINE void gk_fold_block(
    const float *planes, size_t stride, const double *matrix, size_t columns, size_t rows, int first, int last,
    double *out, size_t out_stride, size_t size) {
    double sum[group][block] = {{0}};
    for (int t = first; t < last; t++) {
        const float *x = planes + t * stride;
        double value[block] = {0};
        for (size_t j = 0; j < size; j++) value[j] = (double)x[j];
        for (size_t r = 0; r < rows; r++) {
            double factor = matrix[r * columns + t];
            for (int j = 0; j < block; j++) sum[r][j] += factor * value[j];
        }
    }
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 0; j < size; j++) out[r * out_stride + j] += sum[r][j];
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
        size_t start = 0;
        if (count == group)
            for (; start + block <= n; start += block)
                gk_fold_block(planes + start, stride, factors, columns, group, low, high, y + start, out_stride, block);
        for (; start < n; start += block)
            gk_fold_block(
                planes + start, stride, factors, columns, count, low, high, y + start, out_stride,
                n - start < block ? n - start : block);
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
