"""Runs the workloads of both tools in turn and prints medians and ratios: wall time, processor time and peak memory of whole processes."""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

gammakit, tools, bench, rounds = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
load_archive, reduce_archive, evaluate_maps, measure_sources, map_ts = (
    tools / name for name in ("LoadArchive", "ReduceArchive", "EvaluateMaps", "MeasureSources", "MapTS"))
slow = "--slow" in sys.argv[5:]
data = os.environ["GAMMAPY_DATA"]
folder = Path(tempfile.mkdtemp())


def run(command):
    """Wall and processor time in seconds and peak memory in MiB of one process."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(name, ours, theirs, bars, rounds=rounds):
    a, b = [], []
    for _ in range(rounds):
        a.append(run(ours))
        b.append(run(theirs))
    mine = [statistics.median(x) for x in zip(*a)]
    other = [statistics.median(x) for x in zip(*b)]
    print(f"{name:24} {mine[0]:8.3f} s {mine[2]:6.0f} MiB   Gammapy {other[0]:8.2f} s {other[2]:6.0f} MiB   {other[0] / mine[0]:6.1f} × "
          f"faster ({other[1] / mine[1]:.1f} × by processor time), {other[2] / mine[2]:4.1f} × less memory   (bar: {bars})", flush=True)


def check_reduction():
    """Counts of every target exactly, background to 1e-4."""
    theirs = json.loads((folder / "archive_reduction.json").read_text())["results"]["targets"]
    lines = subprocess.run([reduce_archive, data + "/hess-dl3-dr1"], capture_output=True, text=True, check=True).stdout
    ours = {target["target"]: target for target in map(json.loads, lines.splitlines())}
    for name, expected in theirs.items():
        target = ours[name]
        ratio = target["background"] / expected["background"] if expected["background"] else 1
        if target["counts"] != expected["counts"] or abs(ratio - 1) > 1e-4:
            sys.exit(f"the reductions of {name} differ: {target} instead of {expected}")


def compare_products():
    """Science products, each phase beside the same phase of Gammapy's workload, loading of modules not counted."""
    def gammapy(workload):
        out = folder / (workload + ".json")
        run([sys.executable, bench / (workload + ".py"), "--data", data, "--out", out])
        return json.loads(out.read_text())

    example = Path(__file__).parent.parent / "Examples" / "GalacticCentre"
    theirs = {name: gammapy(name) for name in ("ts_map_cta", "lightcurve_pks2155", "map_cta_1dc_gc", "fermi_3fhl_gc")}
    lines = subprocess.run([measure_sources, data, example], capture_output=True, text=True, check=True)
    ours = json.loads(lines.stdout)
    for name, seconds, bar in [
        ("ts_map", theirs["ts_map_cta"]["phases_s"]["cta_ts_map"], "40 ×"),
        ("excess_map", theirs["ts_map_cta"]["phases_s"]["cta_excess_map"], "none"),
        ("light_curve", theirs["lightcurve_pks2155"]["total_s"], "60 ×"),
        ("flux_points_cta", theirs["map_cta_1dc_gc"]["phases_s"]["flux_points"], "100 ×"),
        ("flux_points_fermi", theirs["fermi_3fhl_gc"]["phases_s"]["flux_points"], "100 ×"),
    ]:
        print(f"{name:24} {ours[name]:8.3f} s              Gammapy {seconds:8.2f} s             "
              f"   {seconds / ours[name]:6.1f} × faster   (bar: {bar})")


source = (bench / "spectrum_crab.py").read_text()
(folder / "config.yaml").write_text(source.split('CONFIG = """')[1].split('"""')[0])
(folder / "models.yaml").write_text(source.split('MODELS = """')[1].split('"""')[0])
python = sys.executable
compare(
    "Crab spectrum", [gammakit, "run", "config.yaml", "--models", "models.yaml", "--output", "out", "--quiet"],
    [python, bench / "spectrum_crab.py", "--data", data, "--out", folder / "spectrum_crab.json"], "50 ×, 4 ×")
archive = """
import sys
from gammapy.data import DataStore
store = DataStore.from_dir(sys.argv[1])
for obs_id in store.obs_table["OBS_ID"]:
    try:
        observation = store.obs(obs_id)
        observation.events.table, observation.gti
        for name in ("aeff", "edisp", "psf", "bkg"):
            getattr(observation, name)
    except Exception:
        pass
"""
(folder / "archive.py").write_text(archive)
compare(
    "load hess-dl3-dr1", [load_archive, data + "/hess-dl3-dr1"],
    [python, folder / "archive.py", data + "/hess-dl3-dr1"], "20 ×")

plane = Path(data) / "sim-j1702"
lines = subprocess.run(
    [evaluate_maps, plane / "datasets.yaml", plane / "models_true.yaml"], capture_output=True, text=True, check=True)
times = json.loads(lines.stdout)
print(f"likelihood of sim-j1702  statistic {1e3 * times['value']:.0f} ms, with gradient {1e3 * times['evaluate']:.0f} ms: "
      f"{times['evaluateByValue']:.1f} statistics (bar: 6); one spectral parameter moved {1e3 * times['spectral']:.1f} ms: "
      f"{times['spectralByFloor']:.1f} × memory at {times['bandwidth'] / 1e9:.1f} GB/s (bar: 3)")

compare_products()

for mode in ("each", "summed", "joint"):
    rows = []
    for side in (125, 250, 500):
        lines = subprocess.run([map_ts, str(side), mode], capture_output=True, text=True, check=True)
        rows.append(json.loads(lines.stdout))
    last = rows[-1]
    print(f"TS map, 10 bins {mode:8} " + ", ".join(
        f"{row['side']}²: {row['seconds']:.2f} s ({1e6 * row['processor'] / row['side'] ** 2:.1f} µs a pixel)"
        for row in rows) + f" (bar: 500² in 10 s, linear), {last['peakByInputs']:.1f} × the memory of the data (bar: 3)")

# Gammapy takes ten minutes and more for each of these.
if slow:
    compare(
        "reduce hess-dl3-dr1", [reduce_archive, data + "/hess-dl3-dr1"],
        [python, bench / "archive_reduction.py", "--data", data, "--out", folder / "archive_reduction.json"],
        "25 ×, 300 MiB", rounds=1)
    check_reduction()
    compare(
        "joint fit sim-j1702", [gammakit, "fit", plane / "datasets.yaml", plane / "models_start.yaml", "--json"],
        [python, bench / "joint_fit_many.py", "--data", data, "--out", folder / "joint_fit_many.json"],
        "50 ×, 400 MiB", rounds=1)
help_times = [run([gammakit, "--help"])[0] for _ in range(3 * rounds)]
print(f"gammakit --help          {1e3 * statistics.median(help_times):6.1f} ms   (bar: 30 ms)")
