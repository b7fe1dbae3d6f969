#pragma once
#include "elementary.h"
#include "fourier_kernels.h"

// Cells of complex numbers and what transforms do with them.

typedef double gk_vec __attribute__((vector_size(8 * GK_LANES)));
typedef double gk_vec_any __attribute__((vector_size(8 * GK_LANES), aligned(8), may_alias));
typedef float gk_vec_single __attribute__((vector_size(4 * GK_LANES), aligned(4), may_alias));

typedef struct {
    gk_vec re, im;
} gk_cell;

GK_INLINE void gk_butterfly2(gk_vec *r, gk_vec *i) {
    gk_vec ar = r[0], ai = i[0];
    r[0] = ar + r[1], i[0] = ai + i[1];
    r[1] = ar - r[1], i[1] = ai - i[1];
}

GK_INLINE void gk_butterfly3(gk_vec *r, gk_vec *i) {
    const double h = 0.86602540378443864676;
    gk_vec sr = r[1] + r[2], si = i[1] + i[2];
    gk_vec dr = (i[1] - i[2]) * h, di = (r[2] - r[1]) * h;
    gk_vec cr = r[0] - sr * 0.5, ci = i[0] - si * 0.5;
    r[0] += sr, i[0] += si;
    r[1] = cr + dr, i[1] = ci + di;
    r[2] = cr - dr, i[2] = ci - di;
}

GK_INLINE void gk_butterfly4(gk_vec *r, gk_vec *i) {
    gk_vec ar = r[0] + r[2], ai = i[0] + i[2], br = r[0] - r[2], bi = i[0] - i[2];
    gk_vec cr = r[1] + r[3], ci = i[1] + i[3], dr = i[1] - i[3], di = r[3] - r[1];
    r[0] = ar + cr, i[0] = ai + ci;
    r[1] = br + dr, i[1] = bi + di;
    r[2] = ar - cr, i[2] = ai - ci;
    r[3] = br - dr, i[3] = bi - di;
}

GK_INLINE void gk_butterfly5(gk_vec *r, gk_vec *i) {
    const double c1 = 0.30901699437494742410, c2 = -0.80901699437494742410;
    const double s1 = 0.95105651629515357212, s2 = 0.58778525229247312917;
    gk_vec ar = r[1] + r[4], ai = i[1] + i[4], br = r[2] + r[3], bi = i[2] + i[3];
    gk_vec cr = r[1] - r[4], ci = i[1] - i[4], dr = r[2] - r[3], di = i[2] - i[3];
    gk_vec ur = r[0] + ar * c1 + br * c2, ui = i[0] + ai * c1 + bi * c2;
    gk_vec vr = r[0] + ar * c2 + br * c1, vi = i[0] + ai * c2 + bi * c1;
    gk_vec er = ci * s1 + di * s2, ei = cr * s1 + dr * s2;
    gk_vec fr = ci * s2 - di * s1, fi = cr * s2 - dr * s1;
    r[0] = r[0] + ar + br, i[0] = i[0] + ai + bi;
    r[1] = ur + er, i[1] = ui - ei;
    r[2] = vr + fr, i[2] = vi - fi;
    r[3] = vr - fr, i[3] = vi + fi;
    r[4] = ur - er, i[4] = ui + ei;
}

GK_INLINE void gk_butterfly8(gk_vec *r, gk_vec *i) {
    const double h = 0.70710678118654752440;
    gk_vec er[4] = {r[0], r[2], r[4], r[6]}, ei[4] = {i[0], i[2], i[4], i[6]};
    gk_vec or[4] = {r[1], r[3], r[5], r[7]}, oi[4] = {i[1], i[3], i[5], i[7]};
    gk_butterfly4(er, ei);
    gk_butterfly4(or, oi);
    gk_vec ar = (or[1] + oi[1]) * h, ai = (oi[1] - or[1]) * h;
    gk_vec br = oi[2], bi = -or[2];
    gk_vec cr = (oi[3] - or[3]) * h, ci = (or[3] + oi[3]) * h;
    r[0] = er[0] + or[0], i[0] = ei[0] + oi[0];
    r[1] = er[1] + ar, i[1] = ei[1] + ai;
    r[2] = er[2] + br, i[2] = ei[2] + bi;
    r[3] = er[3] + cr, i[3] = ei[3] - ci;
    r[4] = er[0] - or[0], i[4] = ei[0] - oi[0];
    r[5] = er[1] - ar, i[5] = ei[1] - ai;
    r[6] = er[2] - br, i[6] = ei[2] - bi;
    r[7] = er[3] - cr, i[7] = ei[3] + ci;
}

GK_INLINE void gk_butterfly(int radix, gk_vec *r, gk_vec *i) {
    switch (radix) {
    case 2: gk_butterfly2(r, i); break;
    case 3: gk_butterfly3(r, i); break;
    case 4: gk_butterfly4(r, i); break;
    case 5: gk_butterfly5(r, i); break;
    default: gk_butterfly8(r, i);
    }
}

// One butterfly of a pass. The inverse is the forward transform with real and imaginary parts exchanged, and turns
// before the butterfly rather than after it.
GK_INLINE void gk_step(int radix, int inverse, int turned, gk_cell *x, size_t m, const double *w) {
    gk_vec r[8], i[8];
    for (int j = 0; j < radix; j++) {
        gk_cell c = x[j * m];
        gk_vec cr = inverse ? c.im : c.re, ci = inverse ? c.re : c.im;
        if (inverse && turned && j > 0) {
            double wr = w[2 * j - 2], wi = w[2 * j - 1];
            r[j] = cr * wr - ci * wi, i[j] = cr * wi + ci * wr;
        } else {
            r[j] = cr, i[j] = ci;
        }
    }
    gk_butterfly(radix, r, i);
    for (int j = 0; j < radix; j++) {
        gk_vec cr = r[j], ci = i[j];
        if (!inverse && turned && j > 0) {
            double wr = w[2 * j - 2], wi = w[2 * j - 1];
            gk_vec t = cr * wr - ci * wi;
            ci = cr * wi + ci * wr, cr = t;
        }
        x[j * m] = (gk_cell){inverse ? ci : cr, inverse ? cr : ci};
    }
}

// All butterflies of a pass over `count` sections of radix * m cells.
GK_INLINE void gk_pass(int radix, int inverse, gk_cell *x, size_t count, size_t m, const double *w) {
    if (m == 1)
        for (size_t b = 0; b < count; b++) gk_step(radix, inverse, 0, x + b * radix, 1, w);
    else
        for (size_t b = 0; b < count; b++)
            for (size_t q = 0; q < m; q++)
                gk_step(radix, inverse, 1, x + b * radix * m + q, m, w + 2 * (radix - 1) * q);
}

// Rows to columns: GK_LANES vectors become GK_LANES vectors of their first, second, ... elements.
GK_INLINE void gk_transpose(gk_vec *v) {
    gk_vec a = __builtin_shufflevector(v[0], v[1], 0, 4, 2, 6), b = __builtin_shufflevector(v[0], v[1], 1, 5, 3, 7);
    gk_vec c = __builtin_shufflevector(v[2], v[3], 0, 4, 2, 6), d = __builtin_shufflevector(v[2], v[3], 1, 5, 3, 7);
    v[0] = __builtin_shufflevector(a, c, 0, 1, 4, 5), v[1] = __builtin_shufflevector(b, d, 0, 1, 4, 5);
    v[2] = __builtin_shufflevector(a, c, 2, 3, 6, 7), v[3] = __builtin_shufflevector(b, d, 2, 3, 6, 7);
}
