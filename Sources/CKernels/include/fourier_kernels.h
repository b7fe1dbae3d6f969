#pragma once
#include <stddef.h>
#include <stdint.h>

// Fourier transforms and convolutions of real planes. Every symbol starts with `gk_`.
//
// A line is an array of cells; a cell is GK_LANES real parts, then the GK_LANES imaginary parts, of neighbouring signals,
// so that one instruction works on one element of GK_LANES signals. Lines, scratch memory and spectra begin at multiples
// of 64 bytes. Results do not depend on the processor: no fused operations, one order of sums.

enum { GK_LANES = 4 };

/// A complex transform of one length: mixed radices, in place, frequencies in the order in which the passes leave them.
typedef struct {
    /// Length of the line, the product of the radices.
    size_t n;
    /// Number of passes.
    size_t passes;
    /// 2, 3, 4, 5 or 8 each, as the forward transform takes them.
    const int32_t *radices;
    /// exp(-2 pi i j q / m) as pairs: for each pass, m = n and then m / radix, q in 0..<m/radix, j in 1..<radix.
    const double *twiddles;
    /// Where the forward transform leaves frequency k.
    const int32_t *positions;
} gk_line;

/// GK_LANES signals forward, to frequencies in the order of `positions`.
void gk_line_forward(const gk_line *plan, double *line);

/// GK_LANES signals back from frequencies in the order of `positions`: n times the signals.
void gk_line_inverse(const gk_line *plan, double *line);

/// A real plane of y.n rows with x.n columns. Its spectrum has `blocks` of GK_LANES frequencies of y (0...y.n/2, then
/// zeros), each a line of x.n cells with frequencies of x in the order of `x.positions`.
typedef struct {
    gk_line x, y;
    /// Number of blocks: (y.n/2 + GK_LANES) / GK_LANES.
    size_t blocks;
} gk_plane;

/// The spectrum of an image times that of a kernel, in double or in single precision; the other pointer is NULL.
typedef struct {
    const double *image, *kernel;
    const float *kernel_single;
} gk_term;

/// Cells of scratch memory that the functions below need for `width` columns.
size_t gk_plane_scratch(const gk_plane *plan, size_t width);

/// spectrum = factor * transform of `values`: `height` rows of `width`, `stride` apart. Element (shift_y, shift_x) is
/// put at the origin, those before it at the end.
void gk_plane_forward(
    const gk_plane *plan, const double *values, size_t stride, size_t width, size_t height, size_t shift_x,
    size_t shift_y, double factor, double *scratch, double *spectrum);

/// values = the first `height` rows of `width` columns of x.n y.n times the inverse transform of the sum of `count` terms;
/// `flipped` takes the conjugate spectra of the kernels.
void gk_plane_inverse(
    const gk_plane *plan, const gk_term *terms, size_t count, int flipped, double *scratch, double *values,
    size_t width, size_t height);

/// Length of a row of `padded` for the function below.
size_t gk_direct_stride(size_t width, size_t kernel_width);

/// values[row, column] = sum of padded[row + j, column + i] * kernel[j, i]; `padded` has height + kernel_height - 1 rows.
void gk_direct(
    const double *padded, size_t width, size_t height, const double *kernel, size_t kernel_width,
    size_t kernel_height, double *values);
