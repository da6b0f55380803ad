import type { NodeLabels } from '../workload/placement/node-labels.ts';
import type { LaidOutFile } from './plain.ts';

/**
 * `label-nodes.sh`: gives the nodes the labels that the manifests ask for (mapping C17). Nothing runs it. A node that nobody
 * named is looked up by the id of its machine, and left out with a word on stderr where the cluster has none.
 */
export function layOutNodeLabels(plan: readonly NodeLabels[]): readonly LaidOutFile[] {
  if (plan.length === 0) return [];
  const lines = plan.map(({ machine, node, labels }) => {
    const words = [machine, node ?? '', ...labels.map(([key, value]) => `${key}=${value}`)];
    return `label ${words.map(quoted).join(' ')}\n`;
  });
  return [{ path: 'label-nodes.sh', text: `${HEAD}\n${lines.join('')}\n${TAIL}`, private: false }];
}

/** A word of the shell. */
const quoted = (word: string): string =>
  /^[\w.:/=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;

const HEAD = `#!/bin/sh
# Labels of the nodes that the machines of the fleet became. Look at it, then run it: sh label-nodes.sh
set -eu
missing=0

node_of() {
  kubectl get nodes -o 'jsonpath={range .items[*]}{.status.nodeInfo.machineID} {.metadata.name}{"\\n"}{end}' |
    while read -r id name; do if [ "$id" = "$1" ]; then echo "$name"; fi; done
}

# label MACHINE NODE KEY=VALUE...
label() {
  machine=$1
  node=\${2:-$(node_of "$1")}
  shift 2
  if [ -z "$node" ]; then
    echo "no node is known for the machine $machine: write its name between the quotes" >&2
    missing=1
  elif ! kubectl label node "$node" --overwrite "$@"; then
    missing=1
  fi
}
`;

const TAIL = `# Pods that keep away from each other need this label of the kubelet.
for node in $(kubectl get nodes -l '!kubernetes.io/hostname' -o name); do
  echo "$node has no label kubernetes.io/hostname" >&2
  missing=1
done
exit "$missing"
`;
