#!/usr/bin/env bash
# Schedules the same networks with linchpin and with the peers that package registries offer, and prints the CPU
# seconds of each whole process and how many times linchpin's that is.
#
#   benches/peers.sh [ITEMS…]          default: 1000 10000 100000
#
# Needs python3 with PyYAML and networkx (`pip install pyyaml networkx`); TaskJuggler (`tj3`) and utf8proj run where
# they are installed. A peer that takes longer than LIMIT seconds (default 300) on a network is not run on a
# larger one. Nothing is fetched.
set -euo pipefail
cd "$(dirname "$0")/.."

sizes=("${@:-}")
[[ -n ${sizes[0]} ]] || sizes=(1000 10000 100000)
limit=${LIMIT:-300}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo build --release --quiet
linchpin=target/release/linchpin

# One network as linchpin's YAML, as TaskJuggler's and as utf8proj's text: each item needs one to three of the two hundred before it.
cat > "$work/network.py" <<'PY'
import random, sys
items, folder = int(sys.argv[1]), sys.argv[2]
random.seed(1)
plan, tj, u8 = [], [], []
for at in range(items):
    days = random.randint(1, 10)
    needs = random.sample(range(max(0, at - 200), at), min(at, random.randint(1, 3)))
    lines = [f"  m{at:06}:", f"    title: Deliver part {at}", f"    owner: p{random.randrange(200)}",
             f"    duration: {days}d", f"    due: 2027-{random.randint(1, 12):02}-{random.randint(1, 28):02}",
             f"    accept: All {at} checks pass in staging"]
    if needs:
        lines.append("    needs: [" + ", ".join(f"m{need:06}" for need in needs) + "]")
    plan += lines
    tie = "depends " + ", ".join(f"!m{need:06}" for need in needs) if needs else ""
    tj.append(f'  task m{at:06} "Part {at}" {{ duration {days}d {tie} }}')
    tie = "depends: " + ", ".join(f"m{need:06}" for need in needs) if needs else ""
    u8.append(f'task m{at:06} "Part {at}" {{ duration: {days}d {tie} }}')
with open(f"{folder}/plan.yaml", "w") as out:
    out.write(f"charter: {{id: net, title: A network, start: 2026-01-05, target: m{items - 1:06}}}\nmilestones:\n")
    out.write("\n".join(plan) + "\n")
with open(f"{folder}/../net-{items}.tjp", "w") as out:
    out.write('project net "Net" 2026-01-05 +20y { }\ntask all "All" {\n' + "\n".join(tj) + "\n}\n")
    out.write('taskreport "out" { formats csv columns id, start, end }\n')
with open(f"{folder}/../net-{items}.proj", "w") as out:
    out.write('project "Net" { start: 2026-01-05 }\n' + "\n".join(u8) + "\n")
PY
cat > "$work/networkx_peer.py" <<'PY'
import sys, networkx, yaml
items = yaml.safe_load(open(sys.argv[1]))["milestones"]
graph = networkx.DiGraph()
for name, item in items.items():
    graph.add_node(name, days=int(item["duration"][:-1]))
    for need in item.get("needs", []):
        graph.add_edge(need, name)
order = list(networkx.topological_sort(graph))
early = {}
for name in order:
    early[name] = max((early[p] for p in graph.predecessors(name)), default=0) + graph.nodes[name]["days"]
finish = max(early.values())
late = {}
for name in reversed(order):
    late[name] = min((late[s] - graph.nodes[s]["days"] for s in graph.successors(name)), default=finish)
print(finish, sum(late[name] == early[name] for name in order))
PY

# CPU seconds (user and system) of a command, or - where it fails or takes too long.
seconds() {
    local out
    out=$( { TIMEFORMAT='%U %S'; time timeout "$limit" "$@" > /dev/null 2>&1; } 2>&1 ) || { echo -; return; }
    awk '{ printf "%.3f", $1 + $2 }' <<< "$out"
}

declare -A slow=()
printf '%-8s  %-22s %10s %10s\n' ITEMS TOOL 'CPU S' 'TIMES'
for items in "${sizes[@]}"; do
    folder="$work/$items"
    mkdir -p "$folder"
    python3 "$work/network.py" "$items" "$folder"
    base=
    run() {
        local name=$1 took
        shift
        [[ -z ${slow[$name]:-} ]] || return 0
        took=$(seconds "$@")
        [[ -n $base ]] || base=$took
        [[ $took != - ]] || slow[$name]=1
        printf '%-8s  %-22s %10s %10s\n' "$items" "$name" "$took" \
            "$([[ $took = - ]] && echo "> $limit s" || awk -v a="$took" -v b="$base" 'BEGIN { printf "%.1f", a / (b > 0 ? b : 0.001) }')"
    }
    run linchpin "$linchpin" schedule "$folder" --as-of 2026-01-05 --format json
    run 'networkx + PyYAML' python3 "$work/networkx_peer.py" "$folder/plan.yaml"
    if command -v tj3 > /dev/null; then
        run TaskJuggler tj3 --silent --no-color --output-dir "$work" "$work/net-$items.tjp"
    fi
    if command -v utf8proj > /dev/null; then
        run utf8proj utf8proj schedule "$work/net-$items.proj"
    fi
done
