import { describe, expect, it } from 'vitest';
import { CATALOG } from '../../src/finding/catalog.ts';
import { renderPodSpec } from '../../src/manifest/render/pod.ts';
import { GROUPS } from '../witness/groups.ts';
import { podOf } from './pod-harness.ts';
import { RECORDED, type RecordedCase, unitOf, wordsOf } from './runtime-cases.ts';
import { PARTS } from './runtime-parts.ts';
import { comparable, type Fields, isObject, type Subject, subjectOf } from './runtime-pods.ts';
import { ASKED_FOR, REASONS, type Reason } from './runtime-reasons.ts';
import { UNCOMPARED } from './runtime-uncompared.ts';

/**
 * What docker made of a command line and the Pod in which a process saw the same, both really run (test/vectors/runtime).
 * Each command line goes through the whole pipeline; one of the Pods recorded for it has to be ours, or a reason stands
 * in runtime-reasons.ts with the run that stands for ours.
 */
const isWhole = ({ pod }: RecordedCase): boolean =>
  (isObject(pod.container) || isObject(pod.pod)) &&
  !JSON.stringify(pod).includes('"envFrom":"') &&
  !/"(volumeMounts|ports|env|capabilities|exec)":"/.test(JSON.stringify(pod));

/** Is a command line recorded, and a whole Pod, not a sentence about one? */
const compared = RECORDED.filter(
  (c) => isWhole(c) && wordsOf(c).some((word) => word.startsWith('localhost/')),
);

const byUnit = new Map<string, RecordedCase[]>();
for (const c of compared) byUnit.set(unitOf(c), [...(byUnit.get(unitOf(c)) ?? []), c]);

const byName = new Map(RECORDED.map((c) => [c.case, c]));

interface Ours {
  readonly spec: Fields;
  readonly container: Fields | null;
  readonly isError: boolean;
}

function ours(unit: string, options: readonly string[] = []): Ours {
  const { built, findings, accounts } = podOf(unit, { options });
  expect(accounts().length).toBeGreaterThan(1);
  const name = { name: 'web', pod: built.pod, controller: { kind: 'Deployment' } };
  const spec = renderPodSpec(name as never) as Fields;
  const [first] = Array.isArray(spec.containers) ? spec.containers : [];
  return {
    spec,
    container: isObject(first) ? first : null,
    isError: findings.some(({ code }) => CATALOG[code].class === 'ERROR'),
  };
}

const podOfOurs = ({ container, spec }: Ours, subject: Subject): unknown =>
  comparable(container ?? {}, spec, subject);

function recorded(c: RecordedCase): unknown {
  const { container, pod } = c.pod;
  return comparable(isObject(container) ? container : {}, isObject(pod) ? pod : {}, subjectOf(c));
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** That what stands for our Pod is what the reason says. */
function expectInstead({ instead }: Reason, c: RecordedCase, mine: Ours): void {
  if (instead === 'nothing') expect([mine.container, mine.isError]).toEqual([null, true]);
  if (instead === 'nothing' || instead === 'part') return;
  expect(mine.container).not.toBeNull();
  if (!('as' in instead)) return;
  const other = byName.get(instead.as);
  if (other === undefined) throw new Error(`${c.case}: no case ${instead.as}`);
  expect(podOfOurs(mine, subjectOf(other))).toEqual(recorded(other));
}

describe('docker run as recorded', () => {
  const groups = [...byUnit].map(
    ([unit, group]) => [group.map((c) => c.case).join(' / '), unit, group] as const,
  );

  it('has command lines to compare', () => {
    expect(groups.length).toBeGreaterThan(340);
  });

  it.each(groups)('%s', (_, unit, group) => {
    const mine = ours(unit);
    const equal = group.find((c) => same(podOfOurs(mine, subjectOf(c)), recorded(c)));
    const told = group.find((c) => REASONS[c.case] !== undefined);
    const reason = told && REASONS[told.case];
    if (equal !== undefined) expect(reason, `${told?.case} is the same now`).toBeUndefined();
    const [first] = group;
    if (equal !== undefined || first === undefined) return;
    if (told === undefined || reason === undefined) {
      expect(podOfOurs(mine, subjectOf(first))).toEqual(recorded(first));
      return;
    }
    expectInstead(reason, told, mine);
    if (reason.option === undefined) return;
    const asked = ours(unit, [reason.option]);
    expect(podOfOurs(asked, subjectOf(told))).toEqual(recorded(told));
  });

  it.each(ASKED_FOR)('%s with --option %s', (name, option) => {
    const c = byName.get(name);
    if (c === undefined) throw new Error(`no case ${name}`);
    expect(podOfOurs(ours(unitOf(c), [option]), subjectOf(c))).toEqual(recorded(c));
  });

  it('leaves no recorded case out', () => {
    const whole = new Set(compared.map((c) => c.case));
    const left = RECORDED.map((c) => c.case).filter(
      (name) => !(whole.has(name) || name in PARTS || name in UNCOMPARED),
    );
    expect(left).toEqual([]);
    const strangers = [...Object.keys(REASONS), ...Object.keys(UNCOMPARED)].filter(
      (name) => !byName.has(name) || (name in UNCOMPARED && (whole.has(name) || name in PARTS)),
    );
    expect(strangers).toEqual([]);
  });

  it('has a case of the witness suite run what is better than recorded', () => {
    const cases = new Map(GROUPS.flatMap((group) => group.cases.map((c) => [c.name, c.notRun])));
    const named = Object.values(REASONS).flatMap((reason) =>
      typeof reason?.instead === 'object' && 'run' in reason.instead ? [reason.instead.run] : [],
    );
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !cases.has(name) || cases.get(name) !== undefined)).toEqual([]);
  });

  it('compares a part where it says so', () => {
    const parts = Object.entries(REASONS).filter(([, reason]) => reason?.instead === 'part');
    expect(parts.length).toBeGreaterThan(5);
    const groupOf = (name: string) =>
      groups.find(([, , group]) => group.some((c) => c.case === name));
    for (const [name] of parts)
      expect(
        groupOf(name)?.[2].some((c) => c.case in PARTS),
        name,
      ).toBe(true);
  });
});
