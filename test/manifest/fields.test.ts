import { describe, expect, test } from 'vitest';
import { KUBE_VERSIONS } from '../../src/decision/options.ts';
import { checkManifest, type Problem } from '../../src/manifest/check.ts';
import { type FieldCase, readFieldCases, type Verdict } from './vectors.ts';

const cases = readFieldCases();

/** Kinds that fleetlift does not write: whatever the server says, we write no such object. */
const KINDS_NOT_WRITTEN = ['Ingress', 'NetworkPolicy', 'RuntimeClass', 'StorageClass'];

/** Where we refuse what the server takes, because the contract does: rule → lines. */
const STRICTER: Readonly<Record<string, readonly string[]>> = {
  // A selector names both labels, always.
  A22: ['a2/selector-matchlabels-empty'],
  // Two ports of one name in a Pod: the first wins, without a word.
  A09: ['port/name-across-containers'],
  // No nulls, no status.
  H100: ['a2/label-null', 'a2/status-empty', 'cm/null'],
  // An image volume without a reference: the template passes, its Pods are refused.
  'H2-15': ['vol/image-noref'],
  // Dropped without a word below 1.37.
  H2: ['sts/maxUnavailable-0'],
  'H2-26': ['svc/externalIPs', 'ip/externalIPs-leading0'],
  // A surge Pod never gets a port of the host that the old Pod has.
  'H70-3': ['ds/surge-hostport'],
  // A budget that allows or forbids nothing, or is about all Pods.
  H71: ['pdb/selector-empty'],
  // Never runs, and says nothing.
  H76: ['cj/startingDeadline-0'],
  // Fails before any Pod.
  H78: ['job/activeDeadline-0'],
  // 512m of memory never starts.
  H96: ['res/512m', 'late/512m'],
  // Not checked by the server at all.
  H103: ['port/hostIP-bad', 'ip/hostIP-leading0', 'ip/hostIP-name-pod'],
  // Zeros that become defaults, graces that kill at once, a budget that says nothing.
  H104: [
    'dep/grace-0',
    'dep/grace-neg',
    'ds/grace-0',
    'ds/grace-neg',
    'sts/grace-0',
    'sts/grace-neg',
    'pod/termination-0',
    'probe/timeout-0',
    'pdb/neither',
  ],
  // Templates take any image and any text; only the Pod fails. Addresses in their canonical form.
  H105: [
    ...Array.from({ length: 12 }, (_, i) => `c/image-${String(i + 6).padStart(2, '0')}`),
    'late/image-2',
    'late/image-3',
    'late/image-4',
    'late/image-6',
    'env/value-nul',
    'ip/hostAliases-leading0',
    'ip/nameserver-leading0',
    'ip/v4mapped-hostAlias',
    'vol/mountPath-dup-slash',
  ],
  'H40-14': [
    'vol/hostPath-relative',
    'late/hostPath-relative',
    'vol/mountPath-relative',
    'late/mountPath-relative',
  ],
  // The Deployment passes, its Pods are refused, wait, or run without what was asked for.
  H106: [
    'res/pod-level-lt-container',
    'sec/caps-lower',
    'sec/caps-prefix',
    'sec/caps-unknown',
    'sec/nonroot-0',
    'late/nonroot-0',
  ],
  H107: [
    'aff/anti-matchLabelKeys-dup',
    'aff/anti-selector-empty',
    'aff/anti-selector-missing',
    'aff/node-empty-term',
    'aff/node-gt-text',
    'late/node-gt-text-pod',
  ],
};

/** What only a cluster can tell, or a field that fleetlift never writes: id → reason. */
const NOT_OURS_TO_TELL: Readonly<Record<string, string>> = {
  'sched/priorityClassName-pod': 'whether the class exists is asked before the apply (H109)',
  'sched/runtimeClassName-pod': 'whether the class exists is asked before the apply (H109)',
  'sec/serviceAccountName-missing': 'serviceAccountName is never written (H34)',
  'svc/clusterIP-outside': 'an address of the cluster is never written',
  'ip/lbSourceRanges-hostbits': 'loadBalancerSourceRanges is never written',
  'vol/azureDisk': 'in-tree cloud volumes are never written (H2-28)',
};

interface Outcome {
  readonly vector: FieldCase;
  readonly verdict: Verdict;
  readonly problems: readonly Problem[];
}

function outcomesOf(version: (typeof KUBE_VERSIONS)[number]): readonly Outcome[] {
  return cases.flatMap((vector) => {
    const verdict = vector.verdicts.get(version);
    const problems = checkManifest(vector.object, version);
    return verdict === undefined ? [] : [{ vector, verdict, problems }];
  });
}

const isRefused = ({ verdict }: Verdict): boolean => verdict !== 'accepted';
const idsOf = (outcomes: readonly Outcome[]): string[] => outcomes.map((o) => o.vector.id);

describe.each(KUBE_VERSIONS)('objects, as kube-apiserver %s answered them', (version) => {
  const outcomes = outcomesOf(version);
  const written = outcomes.filter(({ vector }) => !KINDS_NOT_WRITTEN.includes(vector.kind));
  const stricter = new Set(Object.values(STRICTER).flat());

  test('the vectors are there', () => {
    expect(outcomes.length).toBe(945);
    const refused = outcomes.filter((o) => isRefused(o.verdict)).length;
    const agreed = written.filter((o) => isRefused(o.verdict) === o.problems.length > 0).length;
    console.log(
      `${version}: ${outcomes.length} objects, ${refused} refused or dropped by the server, ${agreed} of ${written.length} agreed`,
    );
    expect(refused).toBeGreaterThan(350);
  });

  test('what the server refuses or drops, we refuse', () => {
    const missed = written.filter((o) => isRefused(o.verdict) && o.problems.length === 0);
    expect(idsOf(missed).filter((id) => !(id in NOT_OURS_TO_TELL))).toEqual([]);
  });

  test('what the server takes, we take', () => {
    const refused = written.filter((o) => !isRefused(o.verdict) && o.problems.length > 0);
    expect(idsOf(refused).filter((id) => !stricter.has(id))).toEqual([]);
  });

  test('where we are stricter, the rule says so', () => {
    for (const { vector, verdict, problems } of written)
      if (!isRefused(verdict) && problems.length > 0)
        for (const { rule } of problems) expect(STRICTER[rule] ?? [], rule).toContain(vector.id);
  });

  test('we point at what the server points at', () => {
    const elsewhere = written.filter(
      ({ verdict, problems }) =>
        verdict.verdict === 'refused' &&
        problems.length > 0 &&
        !problems.some((p) => namesTheSame(p.path, verdict.message)),
    );
    expect(idsOf(elsewhere).filter((id) => !POINTS_ELSEWHERE.includes(id))).toEqual([]);
  });
});

/** The server's sentence names no field: conversion errors, and sizes of the whole. */
const POINTS_ELSEWHERE: readonly string[] = [
  'probe/timeout-frac',
  'res/upper',
  'res/K',
  'vol/emptyDir-pct',
  'pvc/placeholder-size',
  'secret/dockerconfigjson-redacted',
  'cm/value-1048577',
  'cm/two-values-1048577',
  'cm/multibyte+1',
];

/** Does the server's sentence name the field, or the one around it? */
function namesTheSame(path: string, message: string): boolean {
  const names = path
    .replace(/\[[^\]]*\]/g, '')
    .split('.')
    .slice(-2);
  return names.some((name) => name !== '' && message.toLowerCase().includes(name.toLowerCase()));
}

test('each exception is one', () => {
  const ids = new Set(cases.map((c) => c.id));
  const named = [...Object.values(STRICTER).flat(), ...Object.keys(NOT_OURS_TO_TELL)];
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
  expect(named.length).toBeGreaterThan(0);
});
