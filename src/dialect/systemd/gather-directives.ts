import { tokenOf } from '../../exec/build-environment.ts';
import { type Fact, fact } from '../../fact/fact.ts';
import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import { written } from '../../source/logical-text.ts';
import { effectiveDirectives } from '../../unit/effective.ts';
import { instanceOf, isTemplate, parseUnitName, type UnitName } from '../../unit/name.ts';
import { expandSpecifiers } from '../../unit/specifiers.ts';
import type { Directive, Unit } from '../../unit/unit.ts';
import type { ProcessDirective } from '../role.ts';
import type { Answer, ProcessAnswer, Remark, Said } from './directive-effect.ts';
import type { DirectiveEntry } from './directive-entry.ts';
import { isSectionOf, misplaced } from './directive-places.ts';
import { entryOf, isOfProcesses } from './directive-table.ts';
import { joinUserAndGroup } from './directives/process-identity.ts';

/** A directive that the table knows, with a value that systemd takes. */
interface Known {
  readonly directive: Directive;
  readonly token: Token;
  readonly entry: DirectiveEntry;
  /** null: the value is empty. */
  readonly answer: Answer | null;
}

/**
 * What the directives of a unit say, resets and repetitions applied (phase 8 of the contract). Facts and process
 * directives leave their tokens open for `workload`; everything else is settled here, but for what others read: Exec
 * lines and the environment of services, and [X-Fleet].
 */
export function directiveFacts(
  unit: Unit,
  notes: Notes,
): { readonly facts: readonly Fact[]; readonly processDirectives: readonly ProcessDirective[] } {
  const known = knownDirectives(unit, notes);
  const extensions = extensionsOf(unit);
  const effective = effectiveDirectives(
    known.map(({ directive }) => directive),
    (section, key) => entryOf(section, key)?.repeats ?? 'scalar',
  );
  const byDirective = new Map(known.map((k) => [k.directive, k]));
  for (const { directive, why, rule } of effective.without) {
    const token = byDirective.get(directive)?.token;
    if (token !== undefined) notes.settle(token, 'no-effect', rule, { why: WITHOUT[why] });
  }
  const inEffect = effective.inEffect.flatMap((directive) => byDirective.get(directive) ?? []);
  const { facts, processDirectives } = answerAll(inEffect, notes);
  const resolved = facts.map((one) => ofOwnInstance(one, unit.name));
  return { facts: [...resolved, ...extensions], processDirectives };
}

/** `After=c@.service` is the instance of that template with the own instance name, or prefix (systemd's resolve_template). */
function ofOwnInstance(one: Fact, own: UnitName): Fact {
  if (one.slot !== 'unit.relation') return one;
  const template = parseUnitName(one.value.unit);
  if (template === null || !isTemplate(template)) return one;
  const { full } = instanceOf(template, own.instance ?? own.prefix);
  return { ...one, value: { ...one.value, unit: full } };
}

/** Keys and sections for other programs, kept as annotations (mapping A32). */
function extensionsOf(unit: Unit): readonly Fact[] {
  return unit.directives.flatMap((directive) => {
    const { section, key, value } = directive;
    if (!section.startsWith('X-') && !key.startsWith('X-')) return [];
    if (section === 'X-Fleet' || misplaced(directive, unit.name.type).kind !== 'extension')
      return [];
    const name = `${section.replace(/^X-/, '')}.${key}`;
    return [fact('unit.extension', { key: name, value }, tokenOf(unit, directive), 'A32')];
  });
}

const WITHOUT = {
  overridden: 'a later assignment counts',
  reset: 'a later empty assignment took it back',
  empty: 'it is empty: what holds is the default',
} as const;

function knownDirectives(unit: Unit, notes: Notes): readonly Known[] {
  const { type } = unit.name;
  const saidOfSections = new Set<string>();
  return unit.directives.flatMap((directive): Known[] => {
    if (isReadElsewhere(directive, type)) return [];
    const token = tokenOf(unit, directive);
    const entry = isSectionOf(directive.section, type)
      ? entryOf(directive.section, directive.key)
      : null;
    if (entry !== null) return readKnown(unit, directive, token, entry, notes);
    if (isSectionOf(directive.section, type) && isOfProcessesThere(directive))
      notes.settle(token, 'no-effect', OF_OTHER_TYPES, {
        why: 'it is about the commands of systemd',
      });
    else sayMisplaced(directive, type, token, saidOfSections, notes);
    return [];
  });
}

/** Options of the commands of a socket, mount, swap or slice: like options of the thing itself. */
const OF_OTHER_TYPES = 'D8-08';

const isOfProcessesThere = ({ section, key }: Directive): boolean =>
  section !== 'Unit' && section !== 'Install' && section !== 'Service' && isOfProcesses(key);

const READ_BY_EXEC =
  /^(?:Exec(?:Condition|StartPre|Start|StartPost|Reload|Stop|StopPost)|Environment|EnvironmentFile|PassEnvironment|UnsetEnvironment)$/;

const isReadElsewhere = ({ section, key }: Directive, type: string): boolean =>
  section === 'X-Fleet' || (section === 'Service' && type === 'service' && READ_BY_EXEC.test(key));

function readKnown(
  unit: Unit,
  directive: Directive,
  token: Token,
  entry: DirectiveEntry,
  notes: Notes,
): Known[] {
  const isEmpty = directive.value.text === '';
  const { takesEmpty, ignoresEmpty } = entry.effect;
  if (isEmpty && !takesEmpty && !ignoresEmpty) return [{ directive, token, entry, answer: null }];
  const value = entry.effect.expands
    ? expandSpecifiers(directive.value, unit.name)
    : directive.value;
  const answer = entry.effect.answer(value);
  if (answer !== null) {
    const said = isEmpty ? { ...directive, value: written('none', directive.span) } : directive;
    return [{ directive: said, token, entry, answer }];
  }
  notes.say('systemd-ignored', token, ruleOfForm(entry), {
    what: token.label,
    value: directive.value.text,
    expected: entry.effect.expected,
  });
  return [];
}

/** Which rule says that such a value does not count. */
function ruleOfForm({ effect, rule }: DirectiveEntry): string {
  if (effect.expected.startsWith('a time span')) return 'D0-18';
  if (effect.expected.startsWith('a size')) return 'D0-20';
  if (effect.expected.startsWith('a percentage')) return 'D0-21';
  if (effect.expected.startsWith('a whole number')) return 'D0-43';
  if (effect.expected.startsWith('a calendar')) return 'B58a';
  return effect.expected === 'yes or no' || effect.expected.includes(', ') ? 'D0-17' : rule;
}

function sayMisplaced(
  directive: Directive,
  type: string,
  token: Token,
  saidOfSections: Set<string>,
  notes: Notes,
): void {
  const { section, key } = directive;
  const place = misplaced(directive, type);
  if (place.kind === 'wrong-section') {
    const rule = key === 'StartLimitIntervalSec' ? 'D1-13a' : 'D0-14';
    notes.say('wrong-section', token, rule, { section, key, belongs: place.belongs });
  } else if (place.kind === 'unknown-directive') {
    notes.say('unknown-directive', token, 'D0-14', { section, key, meant: place.meant });
  } else if (place.kind === 'extension') {
    notes.say('ignored-extension', token, 'A32', { what: place.what });
  } else if (saidOfSections.has(section)) {
    notes.settle(token, 'no-effect', 'D0-14', { why: `[${section}] is not known` });
  } else {
    saidOfSections.add(section);
    notes.say('unknown-section', token, 'D0-14', { section, meant: place.meant });
  }
}

function answerAll(
  known: readonly Known[],
  notes: Notes,
): { readonly facts: readonly Fact[]; readonly processDirectives: readonly ProcessDirective[] } {
  const facts: Fact[] = [];
  const processDirectives: ProcessDirective[] = [];
  const together = new Map<string, Known[]>();
  for (const one of known) {
    const { answer, token, entry } = one;
    if (answer === null) continue;
    switch (answer.kind) {
      case 'facts':
        facts.push(...factsOf(answer.facts, token, entry.rule));
        if (answer.also !== undefined) sayRemark(answer.also, token, entry.rule, notes);
        break;
      case 'process':
        processDirectives.push(processDirective(answer, token, answer.rule ?? entry.rule));
        break;
      case 'together':
        together.set(answer.what, [...(together.get(answer.what) ?? []), one]);
        break;
      case 'settled':
        notes.settle(token, answer.account ?? 'no-effect', entry.rule, { why: answer.why });
        break;
      case 'refused':
        notes.settle(token, 'unsupported', answer.rule, { why: answer.why });
        break;
      case 'pending':
        break;
      default:
        sayRemark(answer, token, entry.rule, notes);
    }
  }
  for (const group of together.values()) sayTogether(group, notes);
  return { facts, processDirectives: joinUserAndGroup(processDirectives) };
}

const factsOf = (said: readonly Said[], token: Token, rule: string): Fact[] =>
  said.map(({ slot, value }) => fact(slot, value, token, rule));

function processDirective(answer: ProcessAnswer, token: Token, rule: string): ProcessDirective {
  const { remark } = answer;
  return {
    token,
    rule,
    facts: factsOf(answer.facts, token, rule),
    lost: remark && wordsOf(remark),
    code: remark?.kind ?? 'unsupported',
    reach: answer.reach,
  };
}

function wordsOf(remark: Remark): string {
  if (remark.kind === 'differs') return remark.how;
  if (remark.kind === 'carried-over') return remark.as;
  return remark.kind === 'decide' ? remark.question : remark.why;
}

function sayRemark(remark: Remark, token: Token, ruleOfEntry: string, notes: Notes): void {
  const rule = remark.rule ?? ruleOfEntry;
  const what = token.label;
  if (remark.kind === 'differs') notes.say('differs', token, rule, { what, how: remark.how });
  else if (remark.kind === 'carried-over')
    notes.say('carried-over', token, rule, { what, as: remark.as });
  else if (remark.kind === 'decide')
    notes.say('decide', token, rule, { what, question: remark.question });
  else notes.say(remark.kind, token, rule, { what, why: remark.why });
}

/** One finding for all of them, at the first (mapping D8-08: one line per unit). */
function sayTogether(group: readonly Known[], notes: Notes): void {
  const [first, ...others] = group;
  if (first?.answer?.kind !== 'together') return;
  const { why } = first.answer;
  const what = group.map(({ token }) => token.label).join(' ');
  notes.say('not-needed', first.token, first.entry.rule, { what, why });
  for (const { token, entry } of others) notes.settle(token, 'no-effect', entry.rule, { why });
}
