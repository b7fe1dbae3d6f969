#include "ckernels.h"
#include "elementary.h"

// Four columns at once are eight vectors of AVX2, none of which waits for another.
enum { width = GK_ROW_BLOCK, group = 4 };

// Sums of x * column for some columns at once, over whole blocks: x is read once.
GK_INLINE void gk_row_times(
    const double *x, const double *columns, size_t stride, size_t n, int count, double *out, size_t out_stride) {
    double lane[group][width] = {{0}};
    for (size_t i = 0; i < n; i += width)
        for (int c = 0; c < count; c++)
            for (int j = 0; j < width; j++)
                lane[c][j] = __builtin_fma(x[i + j], columns[c * stride + i + j], lane[c][j]);
    for (int c = 0; c < count; c++) {
        for (int half = width / 2; half > 0; half /= 2)
            for (int j = 0; j < half; j++) lane[c][j] += lane[c][j + half];
        out[c * out_stride] = lane[c][0];
    }
}

GK_CLONES void gk_rows_times(
    const double *rows, size_t stride, const long *first, const long *end, size_t row_count, const double *columns,
    size_t count, double *out) {
    for (size_t r = 0; r < row_count; r++) {
        size_t from = first[r] / width * width, n = end[r] > first[r] ? end[r] - from : 0, c = 0;
        const double *x = rows + r * stride + from, *y = columns + from;
        double *sums = out + r;
        for (; c + group <= count; c += group)
            gk_row_times(x, y + c * stride, stride, n, group, sums + c * row_count, row_count);
        switch (count - c) {
        case 3: gk_row_times(x, y + c * stride, stride, n, 3, sums + c * row_count, row_count); break;
        case 2: gk_row_times(x, y + c * stride, stride, n, 2, sums + c * row_count, row_count); break;
        case 1: gk_row_times(x, y + c * stride, stride, n, 1, sums + c * row_count, row_count); break;
        }
    }
}

GK_CLONES void gk_stencil_sums(
    const long *nodes, const double *weights, const double *second, size_t n, const double *a, const double *b,
    double *out) {
    for (size_t k = 0; k < n; k++) {
        const double *w = weights + 4 * k, *p = a + nodes[k], *q = b + nodes[k];
        double term[4];
        for (int j = 0; j < 4; j++) term[j] = w[j] * (second ? __builtin_fma(second[k], q[j], p[j]) : p[j]);
        out[k] = (term[0] + term[2]) + (term[1] + term[3]);
    }
}

GK_CLONES void gk_stencil_add(
    const long *nodes, const double *weights, const double *second, size_t n, const double *x, double *a, double *b) {
    for (size_t k = 0; k < n; k++) {
        const double *w = weights + 4 * k;
        double *p = a + nodes[k], *q = b + nodes[k], term[4];
        for (int j = 0; j < 4; j++) term[j] = w[j] * x[k];
        for (int j = 0; j < 4; j++) p[j] += term[j];
        if (second)
            for (int j = 0; j < 4; j++) q[j] = __builtin_fma(second[k], term[j], q[j]);
    }
}
