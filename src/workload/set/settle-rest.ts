import { answerByDefault, openTokensOf } from '../../dialect/default-answer.ts';
import { shownText } from '../../dialect/shown.ts';
import { tokenOf } from '../../exec/build-environment.ts';
import type { Account, Token } from '../../finding/account.ts';
import { entryOf, type Finding } from '../../finding/finding.ts';
import type { Book } from '../../finding/notes.ts';
import type { Judged } from './judge.ts';
import type { Fate } from './outcomes.ts';
import type { SetUnit, UnitSet } from './unit-set.ts';
import { spanOfUnit, type Verdict } from './verdict.ts';

/** Ends the accounts of the units that have no Pod, and of every word that nobody has read yet. */
export function settleRest(
  set: UnitSet,
  fates: ReadonlyMap<string, Fate>,
  running: readonly SetUnit[],
  judged: Judged,
  book: Book,
): void {
  const runs = new Set(running.map(({ id }) => id));
  const heard = new Set(book.findings.filter(isHeavy).map(({ unit }) => unit));
  for (const unit of set.units) {
    const fate = fates.get(unit.id);
    const verdict = judged.verdicts.get(unit.id);
    if (!runs.has(unit.id) && fate !== undefined && verdict !== undefined)
      settleWhole(unit, fate, verdict, heard.has(unit.id), book);
    for (const token of tokensOf(unit)) if (!book.isSettled(token)) sayNotBuilt(unit, token);
  }
}

/** Findings that say of a unit that something of it is not converted. */
const isHeavy = (finding: Finding): boolean =>
  ['LOST', 'DECIDE', 'ERROR'].includes(entryOf(finding).class);

function sayNotBuilt(unit: SetUnit, token: Token): void {
  unit.notes.say('not-built', token, 'H101', { what: token.label });
}

const tokensOf = (unit: SetUnit): readonly Token[] => {
  const { placement, facts } = unit;
  return [
    ...openTokensOf(facts),
    ...facts.unit.directives.map((directive) => tokenOf(facts.unit, directive)),
    ...placement.metadataTokens,
    ...[...placement.peers, ...placement.conflicts, ...placement.replaces].map(
      ({ token }) => token,
    ),
    ...(placement.machineId === null ? [] : [placement.machineId.token]),
  ];
};

/** Why the words of a unit come to nothing: the unit as a whole has. */
const ACCOUNT = {
  refused: 'unsupported',
  retired: 'retired',
  housekeeping: 'no-effect',
  announces: 'retired',
  'not-started': 'no-effect',
  data: 'set',
  seeds: 'set',
  lost: 'unsupported',
  open: 'needs-decision',
  runs: 'unsupported',
  'other-type': 'unsupported',
} as const satisfies Record<Verdict['kind'], Account>;

/** A timer or a socket shares the fate of its service. */
function accountOf({ kind }: Verdict, { outcome }: Fate): Account {
  if (outcome === 'needs-decision') return 'needs-decision';
  const isPart = outcome === 'merged' || outcome === 'replaced' || outcome === 'housekeeping';
  return kind === 'other-type' && isPart ? 'no-effect' : ACCOUNT[kind];
}

function settleWhole(
  unit: SetUnit,
  fate: Fate,
  verdict: Verdict,
  isHeard: boolean,
  book: Book,
): void {
  const before = book.findings.length;
  sayWhole(unit, verdict, book);
  const isOpen = verdict.kind === 'lost' || verdict.kind === 'open';
  if (isOpen && !isHeard && !book.findings.slice(before).some(isHeavy)) sayAtLeast(unit, verdict);
  const { rule, why } = whyNever(unit, verdict, fate, book) ?? whyOf(unit, verdict, fate);
  const account = accountOf(verdict, fate);
  for (const token of tokensOf(unit))
    if (!book.isSettled(token)) unit.notes.settle(token, account, rule, { why });
}

function sayWhole(unit: SetUnit, verdict: Verdict, book: Book): void {
  // A hook for the shutdown of the machine: what it runs does not matter (mapping B38).
  if (verdict.kind === 'lost' && verdict.rule === 'B38') sayAtLeast(unit, verdict);
  else answerRoles(unit, verdict, book);
  if (verdict.kind === 'housekeeping') sayHousekeeping(unit);
  if (verdict.kind === 'announces') sayAnnouncer(unit, verdict.of);
  if (verdict.kind === 'seeds') saySeeds(unit);
  if (verdict.kind === 'retired') sayRetired(unit, verdict);
}

/** What each command of a unit that comes to nothing would have been; of announcers the keys that go (mapping G50). */
function answerRoles({ facts, notes }: SetUnit, { kind }: Verdict, book: Book): void {
  const all = kind === 'lost' || kind === 'open' || kind === 'housekeeping';
  const roles = facts.steps.flatMap((step) => step.roles);
  const said = all
    ? roles.filter((role) => role.tokens.some((token) => !book.isSettled(token)))
    : roles.filter((role) => kind === 'announces' && role.kind === 'announce' && !role.withdraw);
  for (const role of said) answerByDefault(role, notes);
}

/** A unit that would run, and never did: the finding that says so tells why (mapping B33c, B58a, C12f, C32c). */
function whyNever(
  { id }: SetUnit,
  { kind }: Verdict,
  { outcome }: Fate,
  { findings }: Book,
): { readonly rule: string; readonly why: string } | null {
  if (kind !== 'runs') return null;
  const said = findings.findLast((f) => f.unit === id && entryOf(f).class === 'ERROR');
  if (said !== undefined) return { rule: said.rule, why: 'the unit never ran' };
  return outcome === 'unsupported' ? { rule: 'B58a', why: 'nothing ever started the unit' } : null;
}

/** mapping G59, G59a: a helper that shows no keys says as a whole that it goes. */
function sayAnnouncer({ id, facts, notes }: SetUnit, of: string | null): void {
  const roles = facts.steps.flatMap((step) => step.roles);
  if (!roles.some((role) => role.kind === 'announce' && !role.withdraw))
    notes.say('retired', facts.steps[0]?.step.command.span ?? null, 'G59a', {
      what: id,
      by: `the Service of ${of ?? 'the announced unit'}`,
    });
  const images = roles
    .flatMap((role) => (role.kind === 'container' ? role.facts : []))
    .flatMap((f) => (f.slot === 'container.image' ? [f.value.text] : []));
  if (
    [id, ...images].some((text) =>
      /(^|[-_./@])(elb|alb|route53|keepalived|vip)([-_./@:]|$)/i.test(text),
    )
  )
    notes.say('decide', facts.steps[0]?.step.command.span ?? null, 'G59', {
      what: id,
      question:
        'it led clients from outside of the cluster here: a Service of type LoadBalancer, or external-dns?',
      option: '--option load-balancer=UNIT',
    });
}

/** mapping G64: what reads the key outside of the input gets nothing any more. */
function saySeeds({ facts, notes }: SetUnit): void {
  for (const role of facts.steps.flatMap((step) => step.roles)) {
    const [first] = role.tokens;
    if (role.kind !== 'seed-key' || first === undefined) continue;
    notes.say('carried-over', first, 'G64', {
      what: `the key ${shownText(role.key)}`,
      as: 'an entry of the ConfigMap etcd-config for units of the input that read it; other readers find no etcd',
    });
  }
}

function sayRetired(
  unit: SetUnit,
  { rule, by, question }: Extract<Verdict, { kind: 'retired' }>,
): void {
  const span = spanOfUnit(unit);
  unit.notes.say('retired', span, rule, { what: unit.id, by });
  if (question !== null) unit.notes.say('decide', span, rule, { what: unit.id, question });
  if (rule === 'B72') sayNodeSettings(unit);
}

/** mapping D13-03: what a drop-in told the daemon of docker holds for the runtime of the nodes as well. */
function sayNodeSettings({ facts, notes }: SetUnit): void {
  for (const { key, value, span } of facts.unit.directives)
    if (key === 'Environment' && NODE_SETTING.test(value.text))
      notes.say('decide', span, 'D13-03', {
        what: 'Environment= of the daemon',
        question:
          'it sets a registry, a proxy, DNS or the log of all containers: does the runtime of the nodes need the same?',
      });
}

const NODE_SETTING =
  /--(insecure-registry|registry-mirror|dns|log-driver|log-opt)\b|\bhttps?_proxy=/i;

/** mapping B04 */
function sayHousekeeping(unit: SetUnit): void {
  const programs = unit.facts.steps.map(({ step }) => step.words[0]?.text.text ?? '');
  unit.notes.say('not-needed', spanOfUnit(unit), 'B04', {
    what: `${unit.id} (${[...new Set(programs)].join(', ')})`,
    why: 'it only clears up, which the kubelet does',
  });
}

/** A unit never goes without a word that says so. */
function sayAtLeast(unit: SetUnit, verdict: Extract<Verdict, { kind: 'lost' | 'open' }>): void {
  const span = spanOfUnit(unit);
  if (verdict.kind === 'lost')
    unit.notes.say('unsupported', span, verdict.rule, { what: unit.id, why: verdict.why });
  else
    unit.notes.say('decide', span, verdict.rule, {
      what: unit.id,
      question: 'no container can be read from its commands; what does it run?',
    });
}

function whyOf(
  unit: SetUnit,
  verdict: Verdict,
  fate: Fate,
): { readonly rule: string; readonly why: string } {
  switch (verdict.kind) {
    case 'refused':
    case 'lost':
      return { rule: verdict.rule, why: verdict.why };
    case 'retired':
      return { rule: verdict.rule, why: `replaced by ${verdict.by}` };
    case 'housekeeping':
      return { rule: 'B04', why: 'the unit only clears up after containers' };
    case 'not-started':
      return { rule: 'B16', why: 'fleet did not start the unit' };
    case 'announces':
      return { rule: 'G50', why: `a Service tells where ${verdict.of ?? 'the unit'} is` };
    case 'data':
      return { rule: 'B67', why: 'its volumes went to the units that use them' };
    case 'seeds':
      return { rule: 'G64', why: 'the value stands in the ConfigMap etcd-config' };
    case 'open':
      return { rule: verdict.rule, why: 'a person has to decide what the unit becomes' };
    case 'runs':
      return { rule: 'C25', why: `${unit.id} could never be placed` };
    case 'other-type':
      return {
        rule: 'B03',
        why:
          fate.into === null
            ? 'nothing is made of the unit by itself'
            : `it is a part of ${fate.into}`,
      };
  }
}
