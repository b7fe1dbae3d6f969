#include "ckernels.h"
#include "elementary.h"

// Real two-dimensional Fourier transforms. Eight transforms go side by side, one in each lane of a vector; the length is
// a product of 2, 3, 4 and 5 (Stockham's self-sorting form, so that nothing is permuted).
//
// Rows: sixteen real rows are eight complex ones. Half spectra are kept in blocks of eight columns: in each block one
// element a row, real parts then imaginary parts of its eight columns.

enum { lanes = 8, element = 2 * lanes };

typedef double vector __attribute__((vector_size(64), aligned(8)));

typedef struct {
    vector re, im;
} batch;

GK_INLINE batch gk_turn(batch x, double c, double s) { return (batch){x.re * c - x.im * s, x.re * s + x.im * c}; }

GK_INLINE void gk_radix2(const batch *x, batch *y, const double *w, size_t m, size_t stride) {
    for (size_t q = 0; q < m; q++, w += 4)
        for (size_t k = 0; k < stride; k++) {
            batch a = x[k + stride * q], b = x[k + stride * (q + m)];
            batch *out = y + k + stride * 2 * q;
            out[0] = (batch){a.re + b.re, a.im + b.im};
            out[stride] = gk_turn((batch){a.re - b.re, a.im - b.im}, w[2], w[3]);
        }
}

GK_INLINE void gk_radix3(const batch *x, batch *y, const double *w, size_t m, size_t stride) {
    const double h = 0.86602540378443864676;
    for (size_t q = 0; q < m; q++, w += 6)
        for (size_t k = 0; k < stride; k++) {
            batch a = x[k + stride * q], b = x[k + stride * (q + m)], c = x[k + stride * (q + 2 * m)];
            batch *out = y + k + stride * 3 * q;
            vector sr = b.re + c.re, si = b.im + c.im, dr = (b.im - c.im) * h, di = (c.re - b.re) * h;
            vector mr = a.re - 0.5 * sr, mi = a.im - 0.5 * si;
            out[0] = (batch){a.re + sr, a.im + si};
            out[stride] = gk_turn((batch){mr + dr, mi + di}, w[2], w[3]);
            out[2 * stride] = gk_turn((batch){mr - dr, mi - di}, w[4], w[5]);
        }
}

GK_INLINE void gk_radix4(const batch *x, batch *y, const double *w, size_t m, size_t stride) {
    for (size_t q = 0; q < m; q++, w += 8)
        for (size_t k = 0; k < stride; k++) {
            batch a = x[k + stride * q], b = x[k + stride * (q + m)], c = x[k + stride * (q + 2 * m)],
                  d = x[k + stride * (q + 3 * m)];
            batch *out = y + k + stride * 4 * q;
            vector pr = a.re + c.re, pi = a.im + c.im, qr = a.re - c.re, qi = a.im - c.im;
            vector rr = b.re + d.re, ri = b.im + d.im, tr = b.im - d.im, ti = d.re - b.re;
            out[0] = (batch){pr + rr, pi + ri};
            out[stride] = gk_turn((batch){qr + tr, qi + ti}, w[2], w[3]);
            out[2 * stride] = gk_turn((batch){pr - rr, pi - ri}, w[4], w[5]);
            out[3 * stride] = gk_turn((batch){qr - tr, qi - ti}, w[6], w[7]);
        }
}

GK_INLINE void gk_radix5(const batch *x, batch *y, const double *w, size_t m, size_t stride) {
    const double c1 = 0.30901699437494742410, c2 = -0.80901699437494742410;
    const double s1 = 0.95105651629515357212, s2 = 0.58778525229247312917;
    for (size_t q = 0; q < m; q++, w += 10)
        for (size_t k = 0; k < stride; k++) {
            batch a = x[k + stride * q], b = x[k + stride * (q + m)], c = x[k + stride * (q + 2 * m)],
                  d = x[k + stride * (q + 3 * m)], e = x[k + stride * (q + 4 * m)];
            batch *out = y + k + stride * 5 * q;
            vector pr = b.re + e.re, pi = b.im + e.im, qr = c.re + d.re, qi = c.im + d.im;
            vector mr = b.re - e.re, mi = b.im - e.im, nr = c.re - d.re, ni = c.im - d.im;
            vector ur = a.re + c1 * pr + c2 * qr, ui = a.im + c1 * pi + c2 * qi;
            vector vr = a.re + c2 * pr + c1 * qr, vi = a.im + c2 * pi + c1 * qi;
            vector er = s1 * mi + s2 * ni, ei = -(s1 * mr + s2 * nr);
            vector fr = s2 * mi - s1 * ni, fi = s1 * nr - s2 * mr;
            out[0] = (batch){a.re + pr + qr, a.im + pi + qi};
            out[stride] = gk_turn((batch){ur + er, ui + ei}, w[2], w[3]);
            out[2 * stride] = gk_turn((batch){vr + fr, vi + fi}, w[4], w[5]);
            out[3 * stride] = gk_turn((batch){vr - fr, vi - fi}, w[6], w[7]);
            out[4 * stride] = gk_turn((batch){ur - er, ui - ei}, w[8], w[9]);
        }
}

// The transform of eight signals, from `a` with `b` as scratch; the result is in the one that is returned.
GK_INLINE batch *gk_transform(const gk_fft_plan *plan, batch *a, batch *b) {
    const double *w = plan->twiddles;
    size_t n = plan->length, stride = 1;
    for (size_t stage = 0; stage < plan->stages; stage++) {
        size_t radix = (size_t)plan->radices[stage], m = n / radix;
        switch (radix) {
        case 2: gk_radix2(a, b, w, m, stride); break;
        case 3: gk_radix3(a, b, w, m, stride); break;
        case 4: gk_radix4(a, b, w, m, stride); break;
        default: gk_radix5(a, b, w, m, stride);
        }
        w += 2 * radix * m;
        batch *other = a;
        a = b;
        b = other;
        n = m;
        stride *= radix;
    }
    return a;
}

// Real rows to the half spectrum, before the transform of the columns.
GK_INLINE void gk_forward_rows(
    const double *image, size_t width, size_t height, const gk_fft_plan *row, size_t padded_height, double *spectrum,
    batch *a, batch *b) {
    size_t n = row->length, half = n / 2 + 1, blocks = (half + lanes - 1) / lanes;
    size_t filled = (height + element - 1) / element * element;
    if (filled > padded_height) filled = padded_height;
    for (size_t block = 0; block < blocks; block++)
        memset(spectrum + (block * padded_height + filled) * element, 0, (padded_height - filled) * element * sizeof(double));
    for (size_t first = 0; first < height; first += element) {
        double *in = (double *)a;
        memset(a, 0, n * sizeof(batch));
        for (size_t lane = 0; lane < lanes; lane++) {
            size_t upper = first + 2 * lane, lower = upper + 1;
            if (upper < height)
                for (size_t x = 0; x < width; x++) in[x * element + lane] = image[upper * width + x];
            if (lower < height)
                for (size_t x = 0; x < width; x++) in[x * element + lanes + lane] = image[lower * width + x];
        }
        batch *f = gk_transform(row, a, b);
        size_t rows = padded_height - first < element ? padded_height - first : element;
        for (size_t c = 0; c < half; c++) {
            batch p = f[c], q = f[c == 0 ? 0 : n - c];
            vector ar = 0.5 * (p.re + q.re), ai = 0.5 * (p.im - q.im);
            vector br = 0.5 * (p.im + q.im), bi = 0.5 * (q.re - p.re);
            double *out = spectrum + (c / lanes * padded_height + first) * element + c % lanes;
            for (size_t lane = 0; 2 * lane < rows; lane++) {
                out[2 * lane * element] = ar[lane];
                out[2 * lane * element + lanes] = ai[lane];
                if (2 * lane + 1 < rows) {
                    out[(2 * lane + 1) * element] = br[lane];
                    out[(2 * lane + 1) * element + lanes] = bi[lane];
                }
            }
        }
    }
}

GK_CLONES void gk_fft_forward(
    const double *image, size_t width, size_t height, const gk_fft_plan *row, const gk_fft_plan *column,
    double *spectrum, double *scratch) {
    size_t longest = row->length > column->length ? row->length : column->length;
    batch *a = (batch *)scratch, *b = a + longest;
    gk_forward_rows(image, width, height, row, column->length, spectrum, a, b);
    size_t blocks = (row->length / 2 + lanes) / lanes;
    for (size_t block = 0; block < blocks; block++) {
        batch *values = (batch *)(spectrum + block * column->length * element);
        batch *result = gk_transform(column, values, a);
        if (result != values) memcpy(values, result, column->length * sizeof(batch));
    }
}

GK_CLONES void gk_fft_product(const double *image, const double *kernel, double *out, size_t elements, int adds) {
    const batch *a = (const batch *)image, *b = (const batch *)kernel;
    batch *c = (batch *)out;
    for (size_t i = 0; i < elements; i++) {
        // Conjugated: the inverse goes through the forward transform.
        vector re = a[i].re * b[i].re - a[i].im * b[i].im, im = a[i].re * b[i].im + a[i].im * b[i].re;
        c[i] = adds ? (batch){c[i].re + re, c[i].im - im} : (batch){re, -im};
    }
}

GK_CLONES void gk_fft_inverse(
    double *spectrum, const gk_fft_plan *row, const gk_fft_plan *column, size_t left, size_t top, size_t width,
    size_t height, double *image, double *scratch) {
    size_t n = row->length, rows = column->length, half = n / 2 + 1, blocks = (half + lanes - 1) / lanes;
    size_t longest = n > rows ? n : rows;
    batch *a = (batch *)scratch, *b = a + longest;
    for (size_t block = 0; block < blocks; block++) {
        batch *values = (batch *)(spectrum + block * rows * element);
        batch *result = gk_transform(column, values, a);
        if (result != values) memcpy(values, result, rows * sizeof(batch));
    }
    double scale = 1.0 / ((double)n * (double)rows);
    for (size_t first = top; first < top + height; first += element) {
        size_t count = top + height - first < element ? top + height - first : element;
        for (size_t c = 0; c < half; c++) {
            const double *in = spectrum + (c / lanes * rows + first) * element + c % lanes;
            vector ar = {0}, ai = {0}, br = {0}, bi = {0};
            for (size_t lane = 0; 2 * lane < count; lane++) {
                ar[lane] = in[2 * lane * element];
                ai[lane] = -in[2 * lane * element + lanes];
                if (2 * lane + 1 < count) {
                    br[lane] = in[(2 * lane + 1) * element];
                    bi[lane] = -in[(2 * lane + 1) * element + lanes];
                }
            }
            // The conjugate of the spectrum of upper + i lower row.
            a[c] = (batch){ar - bi, -(ai + br)};
            if (c > 0 && c < n - c) a[n - c] = (batch){ar + bi, ai - br};
        }
        const double *out = (const double *)gk_transform(row, a, b);
        for (size_t lane = 0; 2 * lane < count; lane++) {
            double *upper = image + (first - top + 2 * lane) * width;
            for (size_t x = 0; x < width; x++) upper[x] = out[(x + left) * element + lane] * scale;
            if (2 * lane + 1 < count) {
                double *lower = upper + width;
                for (size_t x = 0; x < width; x++) lower[x] = -out[(x + left) * element + lanes + lane] * scale;
            }
        }
    }
}
