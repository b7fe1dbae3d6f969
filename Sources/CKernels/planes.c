#include "cells.h"

// Columns are transformed along y first, 2 GK_LANES at a time: GK_LANES as real, GK_LANES as imaginary parts. Turned by
// 90 degrees, GK_LANES frequencies of y at a time are transformed along x. Only columns with values are touched.
//
// Scratch memory: one line along x or y, then what lies between the two transforms, for every GK_LANES columns a cell
// for each frequency of y.

static size_t gk_longest(const gk_plane *plan) { return plan->x.n > plan->y.n ? plan->x.n : plan->y.n; }

// Cells from GK_LANES columns to the next between the transforms.
static size_t gk_between(const gk_plane *plan) { return plan->blocks * GK_LANES; }

size_t gk_plane_scratch(const gk_plane *plan, size_t width) {
    size_t pairs = (width + 2 * GK_LANES - 1) / (2 * GK_LANES);
    return gk_longest(plan) + 2 * pairs * gk_between(plan);
}

// Vectors are handed over in memory: which registers they travel in depends on the processor.
GK_INLINE void gk_load(const double *from, size_t available, gk_vec *v) {
    if (available >= GK_LANES) *v = *(const gk_vec_any *)from;
    else
        for (size_t l = 0; l < available; l++) (*v)[l] = from[l];
}

GK_INLINE void gk_store(const gk_vec *v, double *to, size_t available) {
    if (available >= GK_LANES) *(gk_vec_any *)to = *v;
    else
        for (size_t l = 0; l < available; l++) to[l] = (*v)[l];
}

GK_INLINE size_t gk_rest(size_t width, size_t column) { return column < width ? width - column : 0; }

// Place of element i on a line of n whose element `shift` is at the origin.
GK_INLINE size_t gk_wrapped(size_t i, size_t shift, size_t n) { return i >= shift ? i - shift : i + n - shift; }

static GK_CLONES void gk_columns_load(
    const double *values, size_t stride, size_t available, size_t height, size_t shift, size_t n, gk_cell *line) {
    memset(line, 0, n * sizeof(gk_cell));
    for (size_t row = 0; row < height; row++) {
        gk_cell *c = line + gk_wrapped(row, shift, n);
        gk_load(values + row * stride, available, &c->re);
        gk_load(values + row * stride + GK_LANES, gk_rest(available, GK_LANES), &c->im);
    }
}

static GK_CLONES void gk_columns_store(
    const gk_cell *line, double *values, size_t stride, size_t available, size_t height) {
    for (size_t row = 0; row < height; row++) {
        gk_store(&line[row].re, values + row * stride, available);
        gk_store(&line[row].im, values + row * stride + GK_LANES, gk_rest(available, GK_LANES));
    }
}

// Spectra of real columns a and b, times a factor, from the transform of a + i b; zeros up to `count` frequencies.
static GK_CLONES void gk_columns_split(
    const gk_line *y, const gk_cell *line, double factor, size_t count, gk_cell *a, gk_cell *b) {
    const int32_t *at = y->positions;
    double half = 0.5 * factor;
    for (size_t k = 0; k <= y->n / 2; k++) {
        gk_cell p = line[at[k]], q = line[at[k == 0 ? 0 : y->n - k]];
        a[k] = (gk_cell){(p.re + q.re) * half, (p.im - q.im) * half};
        b[k] = (gk_cell){(p.im + q.im) * half, (q.re - p.re) * half};
    }
    size_t filled = y->n / 2 + 1;
    memset(a + filled, 0, (count - filled) * sizeof(gk_cell));
    memset(b + filled, 0, (count - filled) * sizeof(gk_cell));
}

// The opposite: the transform of a + i b at all frequencies.
static GK_CLONES void gk_columns_join(const gk_line *y, const gk_cell *a, const gk_cell *b, gk_cell *line) {
    const int32_t *at = y->positions;
    for (size_t k = 0; k <= y->n / 2; k++) {
        gk_cell p = a[k], q = b[k];
        if (k > 0) line[at[y->n - k]] = (gk_cell){p.re + q.im, q.re - p.im};
        line[at[k]] = (gk_cell){p.re - q.im, p.im + q.re};
    }
}

// From between the transforms to a line along x.
static GK_CLONES void gk_turn_forward(
    const gk_cell *between, size_t step, size_t width, size_t shift, size_t n, gk_cell *line) {
    memset(line, 0, n * sizeof(gk_cell));
    for (size_t column = 0; column < width; column += GK_LANES, between += step) {
        gk_vec re[GK_LANES], im[GK_LANES];
        for (int l = 0; l < GK_LANES; l++) re[l] = between[l].re, im[l] = between[l].im;
        gk_transpose(re);
        gk_transpose(im);
        for (size_t l = 0; l < GK_LANES && column + l < width; l++)
            line[gk_wrapped(column + l, shift, n)] = (gk_cell){re[l], im[l]};
    }
}

// The opposite. Lanes beyond the last column repeat another one.
static GK_CLONES void gk_turn_inverse(const gk_cell *line, size_t step, size_t width, gk_cell *between) {
    for (size_t column = 0; column < width; column += GK_LANES, between += step) {
        gk_vec re[GK_LANES], im[GK_LANES];
        for (size_t l = 0; l < GK_LANES; l++) {
            gk_cell c = line[column + l < width ? column + l : column];
            re[l] = c.re, im[l] = c.im;
        }
        gk_transpose(re);
        gk_transpose(im);
        for (int l = 0; l < GK_LANES; l++) between[l] = (gk_cell){re[l], im[l]};
    }
}

void gk_plane_forward(
    const gk_plane *plan, const double *values, size_t stride, size_t width, size_t height, size_t shift_x,
    size_t shift_y, double factor, double *scratch, double *spectrum) {
    const size_t n = plan->x.n, step = gk_between(plan);
    gk_cell *line = (gk_cell *)scratch, *between = line + gk_longest(plan), *blocks = (gk_cell *)spectrum;
    for (size_t column = 0; column < width; column += 2 * GK_LANES) {
        gk_cell *group = between + column / GK_LANES * step;
        gk_columns_load(values + column, stride, width - column, height, shift_y, plan->y.n, line);
        gk_line_forward(&plan->y, scratch);
        gk_columns_split(&plan->y, line, factor, step, group, group + step);
    }
    for (size_t block = 0; block < plan->blocks; block++) {
        gk_turn_forward(between + block * GK_LANES, step, width, shift_x, n, blocks + block * n);
        gk_line_forward(&plan->x, (double *)(blocks + block * n));
    }
}

static GK_CLONES void gk_product_line(
    const gk_cell *image, const gk_cell *kernel, size_t n, double sign, int add, gk_cell *line) {
    for (size_t k = 0; k < n; k++) {
        gk_vec ar = image[k].re, ai = image[k].im, br = kernel[k].re, bi = kernel[k].im * sign;
        gk_cell p = {ar * br - ai * bi, ar * bi + ai * br};
        line[k] = add ? (gk_cell){line[k].re + p.re, line[k].im + p.im} : p;
    }
}

static GK_CLONES void gk_product_line_single(
    const gk_cell *image, const float *kernel, size_t n, double sign, int add, gk_cell *line) {
    for (size_t k = 0; k < n; k++) {
        const gk_vec_single *b = (const gk_vec_single *)(kernel + 2 * GK_LANES * k);
        gk_vec ar = image[k].re, ai = image[k].im;
        gk_vec br = __builtin_convertvector(b[0], gk_vec), bi = __builtin_convertvector(b[1], gk_vec) * sign;
        gk_cell p = {ar * br - ai * bi, ar * bi + ai * br};
        line[k] = add ? (gk_cell){line[k].re + p.re, line[k].im + p.im} : p;
    }
}

void gk_plane_inverse(
    const gk_plane *plan, const gk_term *terms, size_t count, int flipped, double *scratch, double *values,
    size_t width, size_t height) {
    const size_t n = plan->x.n, step = gk_between(plan);
    const double sign = flipped ? -1 : 1;
    gk_cell *line = (gk_cell *)scratch, *between = line + gk_longest(plan);
    for (size_t block = 0; block < plan->blocks; block++) {
        for (size_t t = 0; t < count; t++) {
            const gk_cell *image = (const gk_cell *)terms[t].image + block * n;
            if (terms[t].kernel)
                gk_product_line(image, (const gk_cell *)terms[t].kernel + block * n, n, sign, t > 0, line);
            else
                gk_product_line_single(
                    image, terms[t].kernel_single + block * n * 2 * GK_LANES, n, sign, t > 0, line);
        }
        gk_line_inverse(&plan->x, scratch);
        gk_turn_inverse(line, step, width, between + block * GK_LANES);
    }
    // An odd number of groups lacks a partner for the last.
    size_t groups = (width + GK_LANES - 1) / GK_LANES;
    if (groups % 2) memset(between + groups * step, 0, step * sizeof(gk_cell));
    for (size_t column = 0; column < width; column += 2 * GK_LANES) {
        const gk_cell *group = between + column / GK_LANES * step;
        gk_columns_join(&plan->y, group, group + step, line);
        gk_line_inverse(&plan->y, scratch);
        gk_columns_store(line, values + column, width, width - column, height);
    }
}
