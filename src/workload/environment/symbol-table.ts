import type { PodSymbol } from '../../source/logical-text.ts';
import type { EnvSource, EnvVar } from '../pod.ts';

/** mapping H30: what a Pod knows of itself, in the order in which it is written. */
const FIELD = {
  NODE_NAME: 'spec.nodeName',
  HOST_IP: 'status.hostIP',
  POD_IP: 'status.podIP',
  POD_NAME: 'metadata.name',
  POD_NAMESPACE: 'metadata.namespace',
  INSTANCE: "metadata.labels['apps.kubernetes.io/pod-index']",
  ZONE: "metadata.labels['topology.kubernetes.io/zone']",
} as const satisfies Record<PodSymbol, string>;

/** The variables that a container's texts refer to, made as they are asked for. */
export interface SymbolTable {
  /** Name of the variable that holds the symbol. */
  name(symbol: PodSymbol): string;
  /** Name of a helper variable with a value from elsewhere (a key of etcd, a secret word of the command line). */
  helper(wish: string, from: EnvSource): string;
  /** Symbols in the order of H30, then helpers as they came: they stand before all variables of the unit. */
  entries(): readonly EnvVar[];
}

/** `taken`: names of the program's own variables, which ours must not hide (mapping H30). */
export function openSymbols(taken: ReadonlySet<string>): SymbolTable {
  const used = new Set<PodSymbol>();
  const helpers = new Map<string, EnvSource>();
  const free = (wish: string): string => (taken.has(wish) ? `K8S_${wish}` : wish);
  return {
    name: (symbol) => {
      used.add(symbol);
      return free(symbol);
    },
    helper: (wish, from) => {
      const base = free(wish.replace(/[^A-Za-z0-9_]/g, '_').toUpperCase());
      let name = base;
      for (let n = 2; helpers.has(name) && !sameSource(helpers.get(name), from); n++)
        name = `${base}_${n}`;
      helpers.set(name, from);
      return name;
    },
    entries: () => [
      ...symbolsIn(used).map((symbol) => ({
        name: free(symbol),
        from: { kind: 'field' as const, path: FIELD[symbol] },
      })),
      ...[...helpers].map(([name, from]) => ({ name, from })),
    ],
  };
}

const ORDER: readonly PodSymbol[] = [
  'NODE_NAME',
  'HOST_IP',
  'POD_IP',
  'POD_NAME',
  'POD_NAMESPACE',
  'INSTANCE',
  'ZONE',
];

const symbolsIn = (used: ReadonlySet<PodSymbol>): readonly PodSymbol[] =>
  ORDER.filter((symbol) => used.has(symbol));

const sameSource = (a: EnvSource | undefined, b: EnvSource): boolean =>
  JSON.stringify(a) === JSON.stringify(b);
