import type { FactOf } from '../../fact/fact.ts';
import { shortened } from '../container/pod-name.ts';
import type { Scope } from '../container/scope.ts';
import type { EnvFrom, EnvVar } from '../pod.ts';
import type { SupportObject } from '../workload.ts';
import { isKnown, plainText } from './pod-text.ts';

/** mapping H20-7 */
const MOST_INLINE = 20;

interface Stored {
  readonly names: ReadonlySet<string>;
  readonly envFrom: readonly EnvFrom[];
  readonly shared: readonly SupportObject[];
}

const NONE: Stored = { names: new Set(), envFrom: [], shared: [] };

/**
 * mapping H20-7: more than 20 variables of `-e` that are no secrets go into a ConfigMap of the container, whose texts the
 * kubelet does not rewrite (H37). Those with a symbol or an illegal key (H20-9) stay.
 */
export function storedVariables(scope: Scope, variables: ReadonlyMap<string, EnvVar>): Stored {
  const inline = [...variables.values()].filter((variable) => 'value' in variable);
  const last = new Map(scope.ledger.many('container.env').map((f) => [f.value.name, f]));
  const said = inline.flatMap(({ name }) => last.get(name) ?? []);
  if (said.length <= MOST_INLINE) return NONE;
  const stored = said.filter((fact) => isStorable(scope, fact));
  const [first] = stored;
  if (first === undefined) return NONE;
  const { group, container, notes } = scope;
  const owner = container === group.name ? container : `${group.name}-${container}`;
  const name = `${shortened(owner, 200)}-env`;
  notes.say('carried-over', first.token, 'H20-7', {
    what: `${stored.length} variables`,
    as: `the ConfigMap ${name}`,
  });
  const data = Object.fromEntries(stored.map((fact) => [fact.value.name, textOf(scope, fact)]));
  return {
    names: new Set(stored.map(({ value }) => value.name)),
    envFrom: [{ kind: 'config-map', name, optional: false }],
    shared: [{ kind: 'ConfigMap', name, data, binaryData: {} }],
  };
}

const isStorable = (scope: Scope, { value }: FactOf<'container.env'>): boolean =>
  value.value !== null &&
  /^(?!\.\.?$|\.\.)[-._a-zA-Z0-9]{1,253}$/.test(value.name) &&
  isKnown(scope, value.value);

function textOf(scope: Scope, { value, token, rule }: FactOf<'container.env'>): string {
  const about = { token, rule, what: `-e ${value.name}`, variable: value.name };
  return value.value === null ? '' : plainText(scope, value.value, about);
}
