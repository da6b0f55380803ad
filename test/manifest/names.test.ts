import { describe, expect, test } from 'vitest';
import { KUBE_VERSIONS } from '../../src/decision/options.ts';
import { checkManifest } from '../../src/manifest/check.ts';
import type { JsonObject } from '../../src/manifest/manifest.ts';
import { expand, readFieldCases, readLines, verdictsOf } from './vectors.ts';

const KIND_OF: Readonly<Record<string, string>> = {
  container: 'Deployment',
  initContainer: 'Deployment',
  volume: 'Deployment',
  port: 'Deployment',
};

/** The smallest object of each kind, from the field vectors. */
const bases = new Map(
  readFieldCases().flatMap((c) => (c.id.startsWith('base/') ? [[c.kind, c.object]] : [])),
);
bases.set('Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'x' } });

const lines = readLines('names.jsonl').filter(
  (line) => 'results' in line && bases.has(KIND_OF[String(line.kind)] ?? String(line.kind)),
);

function withName(what: string, name: string): JsonObject {
  const base = structuredClone(bases.get(KIND_OF[what] ?? what)) as Record<string, unknown>;
  const pod = podOf(base);
  const container = { name: 'c', image: 'localhost/x:1' };
  switch (what) {
    case 'container':
      pod.containers = [{ ...container, name }];
      break;
    case 'initContainer':
      pod.initContainers = [{ ...container, name }];
      break;
    case 'volume':
      pod.volumes = [{ name, emptyDir: {} }];
      break;
    case 'port':
      pod.containers = [{ ...container, ports: [{ name, containerPort: 80 }] }];
      break;
    default:
      base.metadata = { name };
  }
  return base as JsonObject;
}

function podOf(base: Record<string, unknown>): Record<string, unknown> {
  const template = (base.spec as Record<string, unknown> | undefined)?.template;
  return ((template as Record<string, unknown> | undefined)?.spec ?? {}) as Record<string, unknown>;
}

/** The server takes the name, and no Pod is ever made of it (A17), or checks no name at all (H102). */
function isStricter(kind: string, form: string): boolean {
  if (kind === 'PodDisruptionBudget') return true;
  if (kind === 'StatefulSet') return /^len-(53|57|58|62|63)$/.test(form);
  return kind === 'DaemonSet' && ['len-253', 'dotted-long'].includes(form);
}

describe.each(KUBE_VERSIONS)('names, as kube-apiserver %s answered them', (version) => {
  test('every kind and form', () => {
    expect(lines.length).toBeGreaterThan(500);
    const wrong: string[] = [];
    for (const line of lines) {
      const kind = String(line.kind);
      const form = String(line.form);
      const verdict = verdictsOf(line.results as never).get(version)?.verdict;
      const problems = checkManifest(withName(kind, String(expand(line.name))), version);
      const agree = (verdict === 'accepted') === (problems.length === 0);
      if (!agree && !(verdict === 'accepted' && isStricter(kind, form)))
        wrong.push(`${kind} ${form}: ${verdict}, ${problems.map((p) => p.message).join()}`);
    }
    expect(wrong).toEqual([]);
  });
});
