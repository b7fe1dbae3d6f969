#pragma once
#include <stddef.h>

#include "fourier_kernels.h"

// Hot loops in C. Every symbol starts with `gk_`; no symbol knows of files, units or models.
//
// Results do not depend on the processor: operations are fused where the code says so and nowhere else (in software on
// processors of before 2013), and sums run over a fixed number of lanes. Errors are below 1 ulp for the logarithm and the
// exponential and below 1.5 ulp for powers. `in` and `out` may be the same array.

/// out[i] = ln x[i]; ln 0 = -inf, NaN below.
void gk_log(const double *x, double *out, size_t n);

/// out[i] = e^x[i].
void gk_exp(const double *x, double *out, size_t n);

/// out[i] = x[i]^y for x >= 0; NaN below.
void gk_pow(const double *x, double y, double *out, size_t n);

/// Sum of x.
double gk_sum(const double *x, size_t n);

/// Sum of a * b.
double gk_dot(const double *a, const double *b, size_t n);

/// Sum of w * a * b.
double gk_dot3(const double *w, const double *a, const double *b, size_t n);

/// out[i] += factor * x[i].
void gk_add_scaled(const double *x, double factor, double *out, size_t n);

/// out[i] += x[i] where the mask holds and x is finite.
void gk_add_where(const double *x, const unsigned char *mask, double *out, size_t n);

/// out[i] = factor (row[lower[i]] a[i] + row[upper[i]] b[i]); zero where the sum is not positive and finite.
void gk_interpolate(
    const double *row, const int *lower, const int *upper, const double *a, const double *b, double factor, double *out,
    size_t n);

/// 2 sum(mu - counts ln mu) with mu not below `floor`; `weights` may be NULL (all one).
double gk_cash(const double *counts, const double *mu, const double *weights, double floor, size_t n);

/// The same; out[i] = its derivative by mu[i], zero where mu is below `floor`.
double gk_cash_gradient(
    const double *counts, const double *mu, const double *weights, double floor, double *out, size_t n);

/// out[r][i] += sum over t in [first[r], last[r]) of matrix[r][t] planes[t][i]: planes of true energy to reconstructed
/// energy. `stride` floats from plane to plane, `columns` doubles from row to row of the matrix, which is zero outside
/// the ranges.
void gk_fold(
    const float *planes, size_t stride, const double *matrix, const int *first, const int *last, size_t rows,
    size_t columns, double *out, size_t out_stride, size_t n);

/// out[i] += x[i].
void gk_add_float(const float *x, double *out, size_t n);

/// out[i] = x[i], out[i] = x[i] y[i] and out[i] += x[i], in single precision.
void gk_narrow(const double *x, float *out, size_t n);
void gk_narrow_product(const double *x, const double *y, float *out, size_t n);
void gk_narrow_add(const double *x, float *out, size_t n);

/// out[a][b] += sum of weights * column a * column b for b <= a; columns are zero outside [low, high). `out` is
/// count x count; `scratch` holds as many doubles as a column.
void gk_gram(
    const double *columns, size_t stride, const long *low, const long *high, size_t count, const double *weights,
    double *scratch, double *out);

/// Rows are zero-padded to a stride that is a multiple of this.
#define GK_ROW_BLOCK 8

/// out[c][r] = row r * column c, of rows that are zero outside [first[r], end[r]). Columns have the stride of the rows;
/// `out` has row_count elements a column.
void gk_rows_times(
    const double *rows, size_t stride, const long *first, const long *end, size_t row_count, const double *columns,
    size_t count, double *out);

/// out[k] = sum over j < 4 of weights[k][j] (a[nodes[k] + j] + second[k] b[nodes[k] + j]); without `second` b does not count.
void gk_stencil_sums(
    const long *nodes, const double *weights, const double *second, size_t n, const double *a, const double *b,
    double *out);
/// What is transposed to it: a[nodes[k] + j] += weights[k][j] x[k], and `second[k]` times as much to b.
void gk_stencil_add(
    const long *nodes, const double *weights, const double *second, size_t n, const double *x, double *a, double *b);

/// Synchrotron radiation in a random field, G(x) of Aharonian, Kelner and Prosekin (2010), equation D7, with
/// x = (root roots[i])^3: row[i] = scale weights[i] G(x), slope[i] = slope_scale row[i] (1 - d ln G/d ln x).
void gk_synchrotron(
    const double *roots, const double *weights, size_t n, double root, double scale, double slope_scale, double *row,
    double *slope);

/// 2 sum(mu), mu not below `floor`, over the bins of the mask.
double gk_poisson_sum(const double *mu, const unsigned char *mask, double floor, size_t n);

/// The derivatives of 2 mu within the mask, and 2 / mu; zero where mu is below `floor`.
void gk_poisson_slopes(
    const double *mu, const unsigned char *mask, double floor, double *slope, double *curvature, size_t n);

/// Makes the heap give blocks of 4 MiB and more back to the system as soon as they are free, and keeps small ones in two
/// arenas instead of eight a processor. Does nothing but with glibc, which otherwise keeps both.
void gk_heap_return_blocks(void);
/// Gives pages back to the system that hold nothing (glibc).
void gk_heap_trim(void);
