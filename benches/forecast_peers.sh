#!/usr/bin/env bash
# Simulates the same network with linchpin and with two programs over numpy, one written plainly and one tuned,
# and prints milliseconds on the clock and of the processor, and how many times linchpin's on one thread the latter
# are. All of them draw triangular durations, and count in how many iterations each item drives the finish; linchpin
# always tells the dates of every item too, numpy once without and once with them.
#
#   benches/forecast_peers.sh [ITEMS [RUNS]]          default: 2000 10000
#
# Needs a python3 with numpy (PYTHON=… names one). Of numpy only the simulation is timed. Of linchpin the whole
# process is, from reading the YAML to every item's dates in JSON; its simulation is that less the time of a
# process that runs one iteration. All take turns, and the median of ROUNDS (default 7) counts. Nothing is fetched.
set -euo pipefail
cd "$(dirname "$0")/.."

export ITEMS=${1:-2000} RUNS=${2:-10000} ROUNDS=${ROUNDS:-7}
python=${PYTHON:-python3}
WORK=$(mktemp -d)
export WORK
trap 'rm -rf "$WORK"' EXIT
cargo build --release --quiet
export LINCHPIN=target/release/linchpin
# numpy's own threads would not be one thread.
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1

cat > "$WORK/peers.py" <<'PY'
import os, random, resource, subprocess, time
import numpy as np

items, runs, rounds = (int(os.environ[name]) for name in ("ITEMS", "RUNS", "ROUNDS"))
work, linchpin = os.environ["WORK"], os.environ["LINCHPIN"]

percents = [10, 50, 80, 90]

# Each item needs one to three of the fifty before it.
random.seed(1)
needs, values = [], []
for at in range(items):
    low = random.randint(1, 8)
    likely = low + random.randint(0, 4)
    values.append((low, likely, likely + random.randint(1, 9)))
    needs.append(random.sample(range(max(0, at - 50), at), min(at, random.randint(1, 3))))
ends = sorted(set(range(items)) - {need for own in needs for need in own})
os.mkdir(f"{work}/net")
with open(f"{work}/net/plan.yaml", "w") as out:
    target = ", ".join(f"m{at:06}" for at in ends)
    out.write(f"charter: {{id: net, start: 2026-03-02, target: [{target}]}}\nmilestones:\n")
    for at, (low, likely, high) in enumerate(values):
        own = ", ".join(f"m{need:06}" for need in needs[at])
        out.write(f"  m{at:06}: {{duration: [{low}d, {likely}d, {high}d], needs: [{own}]}}\n")


def plain(dates=False):
    """The whole number of iterations at once would not fit the cache: a thousand at a time, in doubles."""
    rng = np.random.default_rng(1)
    critical, finishes, kept = np.zeros(items), [], []
    for first in range(0, runs, 1000):
        count = min(1000, runs - first)
        work = np.empty((items, count))
        start, finish = np.zeros((items, count)), np.empty((items, count))
        for at, (low, likely, high) in enumerate(values):
            work[at] = rng.triangular(low, likely, high, count)
            for need in needs[at]:
                start[at] = np.maximum(start[at], finish[need])
            finish[at] = start[at] + work[at]
        last = finish[ends].max(axis=0)
        late = np.tile(last, (items, 1))
        for at in reversed(range(items)):
            for need in needs[at]:
                late[need] = np.minimum(late[need], late[at] - work[at])
        critical += (late - finish < 1e-9).sum(axis=1)
        finishes.append(last)
        if dates:
            kept.append(finish)
    if dates:
        np.percentile(np.concatenate(kept, axis=1), percents, axis=1)
    return np.percentile(np.concatenate(finishes), percents), critical / runs


# A table of 1,024 slices of the inverse distribution for each distinct shape, on a unit width.
shapes, table_of = {}, []
for low, likely, high in values:
    table_of.append(shapes.setdefault((likely - low) / (high - low), len(shapes)))
u = (np.arange(1024) + 0.5) / 1024
tables = [
    np.where(u < mode, np.sqrt(u * mode), 1 - np.sqrt((1 - u) * (1 - mode))).astype(np.float32) for mode in shapes
]


def tuned(chunk=512, dates=False):
    """Single floats, tables for the draws, rows that are used over again, flags in place of a backward pass."""
    rng = np.random.default_rng(1)
    critical, finishes, kept = np.zeros(items, dtype=np.int64), [], []
    start = np.empty((items, chunk), dtype=np.float32)
    finish = np.empty((items, chunk), dtype=np.float32)
    work = np.empty(chunk, dtype=np.float32)
    same = np.empty(chunk, dtype=bool)
    for first in range(0, runs, chunk):
        draws = (rng.integers(0, 1 << 16, (items, chunk), dtype=np.uint16) >> 6).astype(np.intp)
        for at, (low, likely, high) in enumerate(values):
            own = start[at]
            own.fill(0)
            for need in needs[at]:
                np.maximum(own, finish[need], out=own)
            np.take(tables[table_of[at]], draws[at], out=work, mode="clip")
            work *= high - low
            work += low
            np.add(own, work, out=finish[at])
        last = finish[ends].max(axis=0)
        drives = np.zeros((items, chunk), dtype=bool)
        for end in ends:
            np.equal(finish[end], last, out=drives[end])
        drives[:, min(chunk, runs - first):] = False
        for at in reversed(range(items)):
            if needs[at] and drives[at].any():
                for need in needs[at]:
                    np.equal(finish[need], start[at], out=same)
                    same &= drives[at]
                    drives[need] |= same
        critical += drives.sum(axis=1)
        finishes.append(last[: runs - first])
        if dates:
            kept.append(finish[:, : runs - first].copy())
    if dates:
        np.percentile(np.concatenate(kept, axis=1), percents, axis=1)
    return np.percentile(np.concatenate(finishes), percents), critical / runs


def process(threads, count):
    command = [linchpin, "forecast", f"{work}/net", "--as-of", "2026-03-02", "--format", "json", "--runs", str(count)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "RAYON_NUM_THREADS": str(threads)})


def best_chunk():
    took = {}
    for chunk in (128, 256, 512, 1024):
        before = time.perf_counter()
        tuned(chunk)
        took[chunk] = time.perf_counter() - before
    return min(took, key=took.get)


chunk = best_chunk()
(days, critical), (days_tuned, critical_tuned) = plain(), tuned(chunk)
assert abs(days - days_tuned).max() < 0.01 * days[1], (days, days_tuned)
assert abs(critical - critical_tuned).max() < 0.05
threads = os.cpu_count()
timed = {
    "numpy, plain": plain,
    "numpy, tuned": lambda: tuned(chunk),
    "numpy, plain, dates": lambda: plain(True),
    "numpy, tuned, dates": lambda: tuned(chunk, True),
    "process, 1 thread": lambda: process(1, runs),
    f"process, {threads} threads": lambda: process(threads, runs),
    "idle 1": lambda: process(1, 1),
    f"idle {threads}": lambda: process(threads, 1),
}


def now():
    """Milliseconds on the clock, and of the processor for this process and those it waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return np.array([time.perf_counter(), sum(each.ru_utime + each.ru_stime for each in used)]) * 1000


took = {name: [] for name in timed}
for _ in range(rounds):
    for name, run in timed.items():
        before = now()
        run()
        took[name].append(now() - before)
ms = {name: np.median(each, axis=0) for name, each in took.items()}
one = ms["process, 1 thread"] - ms["idle 1"]
rows = [
    ("linchpin, simulation, 1 thread", one),
    (f"linchpin, simulation, {threads} threads", ms[f"process, {threads} threads"] - ms[f"idle {threads}"]),
    ("linchpin, whole process, 1 thread", ms["process, 1 thread"]),
    (f"linchpin, whole process, {threads} threads", ms[f"process, {threads} threads"]),
    (f"numpy, tuned (chunks of {chunk})", ms["numpy, tuned"]),
    ("numpy, plain", ms["numpy, plain"]),
    ("numpy, tuned, with every item's dates", ms["numpy, tuned, dates"]),
    ("numpy, plain, with every item's dates", ms["numpy, plain, dates"]),
]
print(f"{items:,} items, {runs:,} iterations, median of {rounds}\n")
print(f"{'':42}{'CLOCK MS':>10}{'CPU MS':>10}{'TIMES':>8}")
for name, (clock, used) in rows:
    print(f"{name:42}{clock:10.1f}{used:10.1f}{used / one[1]:8.1f}")
PY
"$python" "$WORK/peers.py"
