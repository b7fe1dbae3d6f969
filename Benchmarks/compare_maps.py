"""Compares flux maps pixel by pixel: compare_maps.py GAMMAKIT.fits GAMMAPY.fits [--bound 1e-3]

For every quantity and energy bin: pixels with a value in both files and in one of them alone, the largest difference,
and how many pixels differ by more than the bound times the largest value. Ends with status 1 when any does.
"""

import argparse
import sys

import numpy as np
from astropy.io import fits

SKIPPED = {"IS_UL", "SUCCESS", "NITER"}


def images(path):
    with fits.open(path) as hdus:
        return {h.name: np.asarray(h.data, float) for h in hdus if h.is_image and h.data is not None}


def compare(name, ours, theirs, bound):
    both = np.isfinite(ours) & np.isfinite(theirs)
    alone = np.isfinite(ours).sum() - both.sum(), np.isfinite(theirs).sum() - both.sum()
    if not both.any():
        print(f"{name:20s} no pixel in common, alone {alone[0]} and {alone[1]}")
        return 0
    difference = np.abs(ours - theirs)[both]
    scale = np.abs(theirs[both]).max() or 1
    bad = int((difference > bound * scale).sum())
    print(
        f"{name:20s} pixels {both.sum()}, alone {alone[0]} and {alone[1]}, largest value {scale:.6g}, "
        f"largest difference {difference.max():.2e} ({difference.max() / scale:.1e} of it), beyond the bound {bad}"
    )
    return bad


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gammakit")
    parser.add_argument("gammapy")
    parser.add_argument("--bound", type=float, default=1e-3)
    options = parser.parse_args()
    ours, theirs = images(options.gammakit), images(options.gammapy)
    bad = 0
    for name in (n for n in theirs if n in ours and n not in SKIPPED):
        for bin, (a, b) in enumerate(zip(ours[name], theirs[name])):
            bad += compare(f"{name}[{bin}]", a, b, options.bound)
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
