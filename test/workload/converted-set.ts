import { expect } from 'vitest';
import type { Converted } from '../../src/app/convert.ts';
import { messageOf } from '../../src/finding/finding.ts';
import type { Json, Manifest } from '../../src/manifest/manifest.ts';
import { convertTexts } from '../support/convert-texts.ts';

/** A small service: `[Unit]` lines, `[X-Fleet]` lines, further `[Service]` lines. */
export interface Small {
  readonly unit?: readonly string[];
  readonly service?: readonly string[];
  readonly fleet?: readonly string[];
  readonly run?: string;
  readonly install?: readonly string[];
}

export function service({
  unit = [],
  service: more = [],
  fleet = [],
  run,
  install = [],
}: Small = {}): string {
  return [
    '[Unit]',
    ...unit,
    '[Service]',
    `ExecStart=/usr/bin/docker run ${run ?? '--name %p example/app:1'}`,
    ...more,
    ...(install.length > 0 ? ['[Install]', ...install] : []),
    ...(fleet.length > 0 ? ['[X-Fleet]', ...fleet] : []),
    '',
  ].join('\n');
}

export type Texts = Readonly<Record<string, string>>;

export const convertSet = (texts: Texts, line = ''): Converted =>
  convertTexts(Object.entries(texts), line);

export function objectOf(converted: Converted, kind: string, name: string): Manifest {
  const found = converted.manifests.find((m) => m.kind === kind && m.metadata.name === name);
  if (found === undefined)
    throw new Error(`no ${kind}/${name}, but ${kindsOf(converted).join(', ')}`);
  return found;
}

/** `Deployment/web`, without Services, Secrets and the like. */
export const workloadsOf = (converted: Converted): readonly string[] =>
  kindsOf(converted).filter((text) =>
    /^(Deployment|DaemonSet|StatefulSet|Job|CronJob)\//.test(text),
  );

export const kindsOf = ({ manifests }: Converted): readonly string[] =>
  manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`).sort();

/** Findings as `CODE RULE`, sorted, of one unit or of the set (null). */
export const findingsOf = ({ findings }: Converted, unit: string | null): readonly string[] =>
  [...new Set(findings.filter((f) => f.unit === unit).map((f) => `${f.code} ${f.rule}`))].sort();

export const messagesOf = ({ findings }: Converted, code: string): readonly string[] =>
  findings.filter((f) => f.code === code).map((f) => messageOf(f));

export const outcomeOf = ({ outcomes }: Converted, unit: string): string => {
  const found = outcomes.find((o) => o.unit === unit);
  return found === undefined
    ? 'none'
    : found.into === null
      ? found.outcome
      : `${found.outcome} ${found.into}`;
};

/** `at(object, 'spec.template.spec')`; undefined where there is nothing. */
export function at(object: Manifest, path: string): Json | undefined {
  let value: unknown = object;
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object') return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value as Json | undefined;
}

export const podSpec = (object: Manifest): Json | undefined => at(object, 'spec.template.spec');

export const affinityOf = (object: Manifest): Json | undefined =>
  at(object, 'spec.template.spec.affinity');

export function expectAccounted(converted: Converted): void {
  expect(converted.accounts.length).toBeGreaterThan(0);
}
