import { it } from 'vitest';
import type { Converted } from '../../src/app/convert.ts';
import { entryOf } from '../../src/finding/finding.ts';
import type { Manifest } from '../../src/manifest/manifest.ts';
import { at, convertSet, service, type Texts, workloadsOf } from '../workload/converted-set.ts';

/** One row of the contract's list of traps (mapping I): what stands in the unit, and what has to come of it. */
export const trap = (rule: `I-${number}`, source: string, test: () => void): void =>
  it(`${rule} ${source}`, test);

/** Lines by section; `run` is what follows `docker run`. */
export interface Lines {
  readonly unit?: readonly string[];
  readonly service?: readonly string[];
  readonly fleet?: readonly string[];
}

/** A service that restarts always. */
export const keeps = (run: string, { service: more = [], ...rest }: Lines = {}): string =>
  service({ ...rest, run, service: ['Restart=always', ...more] });

/** A oneshot. */
export const once = (run: string, { service: more = [], ...rest }: Lines = {}): string =>
  service({ ...rest, run, service: ['Type=oneshot', ...more] });

export const timer = (...lines: readonly string[]): string => ['[Timer]', ...lines, ''].join('\n');

/** Text of a single `web.service`, or texts by name. */
export const convert = (texts: string | Texts, line = ''): Converted =>
  convertSet(typeof texts === 'string' ? { 'web.service': texts } : texts, line);

/** What is said of a unit (null: of the set), as `CLASS code RULE`, sorted. */
export const said = ({ findings }: Converted, unit: string | null = 'web.service') =>
  [
    ...new Set(
      findings.filter((f) => f.unit === unit).map((f) => `${entryOf(f).class} ${f.code} ${f.rule}`),
    ),
  ].sort();

export type Fields = Readonly<Record<string, unknown>>;

export const workload = (c: Converted, name = 'web'): Manifest => {
  const found = c.manifests.find(
    (m) => m.metadata.name === name && workloadsOf({ ...c, manifests: [m] }).length === 1,
  );
  if (found === undefined) throw new Error(`no workload ${name}: ${workloadsOf(c).join(', ')}`);
  return found;
};

/** Spec of the Pod of a workload, whatever its kind. */
export const pod = (c: Converted, name = 'web'): Fields => {
  const object = workload(c, name);
  const path = object.kind === 'CronJob' ? 'spec.jobTemplate.spec.template.spec' : POD;
  return at(object, path) as Fields;
};
const POD = 'spec.template.spec';

/** A container of it, the main one unless `index` says otherwise. */
export const main = (c: Converted, name = 'web', index = 0): Fields =>
  (pod(c, name).containers as readonly Fields[])[index] ?? {};

/** `[{key, operator, values}]` of the only term of node affinity. */
export const nodeTerms = (c: Converted, name = 'web') =>
  at(
    workload(c, name),
    `${POD}.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms`,
  );

/** Names of the workloads that a Pod follows, or keeps away from: one list a term. */
export function peers(c: Converted, how: 'podAffinity' | 'podAntiAffinity', name = 'web') {
  const terms = at(
    workload(c, name),
    `${POD}.affinity.${how}.requiredDuringSchedulingIgnoredDuringExecution`,
  ) as readonly Manifest[] | undefined;
  return terms?.map((term) => at(term, 'labelSelector.matchExpressions.0')) ?? [];
}

export const instanceIn = (...values: readonly string[]) => ({
  key: 'app.kubernetes.io/instance',
  operator: 'In',
  values,
});
