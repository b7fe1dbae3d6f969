#pragma once
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// Elementary functions without branches or tables, so that loops over them vectorise. Reductions and coefficients of
// logarithm and exponential are fdlibm's (Sun Microsystems 1993, freely granted).

// One binary for all processors, chosen at load. Needs glibc's ifunc, whose resolvers crash under the thread sanitizer.
#ifndef __has_feature
#define __has_feature(x) 0
#endif
#if defined(__x86_64__) && defined(__GLIBC__) && !__has_feature(thread_sanitizer)
#define GK_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define GK_CLONES
#endif
#define GK_INLINE static inline __attribute__((always_inline))

// The same bits on every processor: the compiler fuses nothing by itself.
#pragma STDC FP_CONTRACT OFF

GK_INLINE uint64_t gk_bits(double x) {
    uint64_t u;
    memcpy(&u, &x, 8);
    return u;
}

GK_INLINE double gk_double(uint64_t u) {
    double x;
    memcpy(&x, &u, 8);
    return x;
}

// x = 2^e m with m in [sqrt(1/2), sqrt(2)), for normal x > 0. The exponent goes through the bits of a double because
// AVX2 cannot convert 64-bit integers.
GK_INLINE double gk_split_exponent(double x, double *m) {
    uint64_t u = gk_bits(x), t = u - 0x3fe6a09e667f3bcdULL;
    uint64_t biased = ((t >> 52) + 0x3ff) & 0x7ff;
    *m = gk_double(u - (t & 0xfff0000000000000ULL));
    return gk_double(0x4330000000000000ULL | biased) - (4503599627370496.0 + 1023.0);
}

// ln x for normal x > 0, shifted by `extra` powers of two.
GK_INLINE double gk_log_normal(double x, double extra) {
    double m, e = gk_split_exponent(x, &m) + extra;
    double f = m - 1.0, s = f / (2.0 + f), z = s * s, w = z * z;
    double even = w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
    double odd = z
        * (6.666666666666735130e-01
           + w * (2.857142874366239149e-01 + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
    double half = 0.5 * f * f;
    return e * 6.93147180369123816490e-01 - ((half - (s * (half + even + odd) + e * 1.90821492927058770002e-10)) - f);
}

// ln x for any x.
GK_INLINE double gk_log_any(double x) {
    int tiny = x < 2.2250738585072014e-308;
    double value = gk_log_normal(tiny ? x * 18014398509481984.0 : x, tiny ? -54.0 : 0.0);
    value = x > 1.7976931348623157e308 ? x : value;
    value = x == 0 ? -__builtin_inf() : value;
    value = x < 0 ? __builtin_nan("") : value;
    return x != x ? x : value;
}

// e^(x + tail) for |tail| much smaller than 1; exact limits, gradual underflow.
GK_INLINE double gk_exp_sum(double x, double tail) {
    double bounded = x > 710.0 ? 710.0 : x;
    bounded = bounded < -746.0 ? -746.0 : bounded;
    const double magic = 6755399441055744.0; // 1.5 * 2^52: adding it rounds to a whole number kept in the low bits
    double shifted = bounded * 1.44269504088896338700e+00 + magic, k = shifted - magic;
    double hi = bounded - k * 6.93147180369123816490e-01, lo = k * 1.90821492927058770002e-10 - tail;
    double r = hi - lo, t = r * r;
    double p = -1.65339022054652515390e-06 + t * 4.13813679705723846039e-08;
    p = 6.61375632143793436117e-05 + t * p;
    p = -2.77777777770155933842e-03 + t * p;
    double c = r - t * (1.66666666666666019037e-01 + t * p);
    double y = 1.0 - ((lo - (r * c) / (2.0 - c)) - hi);
    // 2^k in two factors, each a normal number.
    uint64_t n = gk_bits(shifted) & 0xffffffffULL;
    int32_t whole = (int32_t)n, half = whole >> 1;
    double first = gk_double((uint64_t)(uint32_t)(half + 1023) << 52);
    double second = gk_double((uint64_t)(uint32_t)(whole - half + 1023) << 52);
    return x != x ? x : y * first * second;
}

// a * b = *hi + *lo exactly (Dekker), for |a|, |b| below 2^990.
GK_INLINE double gk_product(double a, double b, double *lo) {
    double ta = 134217729.0 * a, ah = ta - (ta - a), al = a - ah;
    double tb = 134217729.0 * b, bh = tb - (tb - b), bl = b - bh;
    double p = a * b;
    *lo = ((ah * bh - p) + ah * bl + al * bh) + al * bl;
    return p;
}

// ln x for normal x > 0 as an unevaluated sum with some 66 bits.
GK_INLINE double gk_log_pair(double x, double extra, double *lo) {
    double m, e = gk_split_exponent(x, &m) + extra;
    // ln m = 2 atanh s = s (2 + s^2 (2/3 + s^2 (2/5 + ...))), s = (m - 1) / (m + 1).
    double f = m - 1.0, d = m + 1.0, s = f / d;
    double dl = m - (d - 1.0), pl, p = gk_product(s, d, &pl);
    double sl = (((f - p) - pl) - s * dl) / d;
    double zl, z = gk_product(s, s, &zl);
    zl += 2.0 * s * sl;
    double r = 2.0 / 27;
    r = 2.0 / 25 + z * r;
    r = 2.0 / 23 + z * r;
    r = 2.0 / 21 + z * r;
    r = 2.0 / 19 + z * r;
    r = 2.0 / 17 + z * r;
    r = 2.0 / 15 + z * r;
    r = 2.0 / 13 + z * r;
    r = 2.0 / 11 + z * r;
    r = 2.0 / 9 + z * r;
    r = 2.0 / 7 + z * r;
    r = z * (2.0 / 5 + z * r);
    double c = 0.6666666666666666 + r;
    double cl = r - (c - 0.6666666666666666) + 3.700743415417188e-17;
    double ql, q = gk_product(z, c, &ql);
    ql += z * cl + zl * c;
    double tl, t = gk_product(s, q, &tl);
    tl += s * ql + sl * q;
    // e ln 2 + 2 s + t, largest first; e * hi is exact.
    double a = e * 6.93147180369123816490e-01, b = 2.0 * s;
    double sum = a + b, back = sum - a;
    double rest = (a - (sum - back)) + (b - back);
    double sum2 = sum + t, back2 = sum2 - sum;
    rest += (sum - (sum2 - back2)) + (t - back2);
    rest += tl + 2.0 * sl + e * 1.90821492927058770002e-10;
    double value = sum2 + rest;
    *lo = rest - (value - sum2);
    return value;
}

// x^y for x >= 0.
GK_INLINE double gk_pow_any(double x, double y) {
    int tiny = x < 2.2250738585072014e-308;
    double low, log = gk_log_pair(tiny ? x * 18014398509481984.0 : x, tiny ? -54.0 : 0.0, &low);
    double tail, product = gk_product(log, y, &tail);
    tail += low * y;
    // Saturated, or infinite in the splitting: the tail means nothing.
    tail = tail < 1.0 && tail > -1.0 ? tail : 0.0;
    double value = gk_exp_sum(product, tail);
    double atZero = y > 0 ? 0.0 : __builtin_inf(), atInfinity = y > 0 ? __builtin_inf() : 0.0;
    value = x == 0 ? atZero : value;
    value = x > 1.7976931348623157e308 ? atInfinity : value;
    value = x < 0 || x != x || y != y ? __builtin_nan("") : value;
    return y == 0 || x == 1.0 ? 1.0 : value;
}
