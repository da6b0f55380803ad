import type { Slot, SlotTypes } from '../../fact/slots.ts';
import type { Account } from '../../finding/account.ts';
import type { LogicalText } from '../../source/logical-text.ts';
import { anything, boolean, type Form } from './directive-forms.ts';

/** One fact before it has its token and rule. */
export type Said = { [S in Slot]: { readonly slot: S; readonly value: SlotTypes[S] } }[Slot];

export const said = <S extends Slot>(slot: S, value: SlotTypes[S]): Said =>
  ({ slot, value }) as Said;

/** What one assignment of a directive comes to. */
export type Answer =
  /** `workload` settles it. `also` is said at once. */
  | { readonly kind: 'facts'; readonly facts: readonly Said[]; readonly also?: Remark }
  | Remark
  /** systemd does not load a unit that says so. */
  | { readonly kind: 'refused'; readonly rule: string; readonly why: string }
  /** Settled without a finding: class INFO, or another account where the finding is about the whole unit. */
  | { readonly kind: 'settled'; readonly why: string; readonly account?: Account }
  /** One finding for all such directives of the unit. */
  | { readonly kind: 'together'; readonly what: string; readonly why: string }
  | ProcessAnswer
  /** Another stage settles it: the environment. */
  | { readonly kind: 'pending' };

/** A finding of the class that its kind has. `rule`: another than the entry's. */
export type Remark = { readonly rule?: string } & (
  | { readonly kind: 'not-needed'; readonly why: string }
  | { readonly kind: 'carried-over'; readonly as: string }
  | { readonly kind: 'differs'; readonly how: string }
  | { readonly kind: 'unsupported'; readonly why: string }
  | { readonly kind: 'decide'; readonly question: string }
);

/** Said of the process that systemd starts (mapping Z1–Z3): `workload` knows whether that is the container. */
export interface ProcessAnswer {
  readonly kind: 'process';
  readonly reach: 'process' | 'cgroup';
  readonly facts: readonly Said[];
  readonly remark: Remark | null;
  readonly rule?: string;
}

/** What the table says of a directive: how its value is read and what it comes to. Closed: it cannot forget to choose. */
export interface Effect {
  readonly kind:
    | 'sets'
    | 'no-effect'
    | 'unsupported'
    | 'differs'
    | 'needs-decision'
    | 'process'
    | 'pending';
  readonly expected: string;
  readonly expands: boolean;
  /** An empty value says something of its own instead of taking back what was said before. */
  readonly takesEmpty: boolean;
  /** Of the form. */
  readonly ignoresEmpty?: true;
  /** null: systemd ignores the value (mapping D0-17, D0-18, D0-20). */
  answer(value: LogicalText): Answer | null;
}

/** How an entry answers once its value is read. */
export function reads<T>(
  kind: Effect['kind'],
  form: Form<T>,
  answer: (value: T) => Answer,
): Effect {
  return {
    kind,
    expected: form.expected,
    expands: form.expands,
    takesEmpty: false,
    ...(form.ignoresEmpty && { ignoresEmpty: true }),
    answer: (value) => {
      const read = form.read(value);
      return read === null ? null : answer(read);
    },
  };
}

/** One fact. */
export const sets = <S extends Slot>(slot: S, form: Form<SlotTypes[S]>): Effect =>
  reads('sets', form, (value) => ({ kind: 'facts', facts: [said(slot, value)] }));

/** As many facts as the value makes. */
export const setsAll = <T>(form: Form<T>, facts: (value: T) => readonly Said[]): Effect =>
  reads('sets', form, (value) => ({ kind: 'facts', facts: facts(value) }));

/** Nothing carries it over and nothing is lost: a note. */
export const noEffect = (why: string, form: Form<unknown> = anything): Effect =>
  reads('no-effect', form, () => ({ kind: 'not-needed', why }));

/** The same without a finding. */
export const silent = (why: string, form: Form<unknown> = anything): Effect =>
  reads('no-effect', form, () => ({ kind: 'settled', why }));

/** A question that is asked about the whole unit, not about this directive. */
export const askedOfUnit = (why: string, form: Form<unknown> = anything): Effect =>
  reads('needs-decision', form, () => ({ kind: 'settled', why, account: 'needs-decision' }));

/** One note for all directives of the unit that say so. */
export const noEffectTogether = (what: string, why: string): Effect =>
  reads('no-effect', anything, () => ({ kind: 'together', what, why }));

export const unsupported = (why: string, form: Form<unknown> = anything): Effect =>
  reads('unsupported', form, () => ({ kind: 'unsupported', why }));

export const differs = (how: string, form: Form<unknown> = anything): Effect =>
  reads('differs', form, () => ({ kind: 'differs', how }));

export const needsDecision = (question: string, form: Form<unknown> = anything): Effect =>
  reads('needs-decision', form, () => ({ kind: 'decide', question }));

export const pending: Effect = reads('pending', anything, () => ({ kind: 'pending' }));

/** A switch that matters when it is on. */
export const whenOn = (effect: Effect): Effect => onlyIf(effect, boolean, (on) => on);

/** A switch that matters when it is off. */
export const whenOff = (effect: Effect): Effect => onlyIf(effect, boolean, (on) => !on);

/** A value that is also the default says nothing. */
export const unlessDefault = (effect: Effect, ...defaults: readonly string[]): Effect =>
  onlyIf(effect, { ...anything, expected: effect.expected }, (text) => !defaults.includes(text));

function onlyIf<T>(effect: Effect, form: Form<T>, matters: (value: T) => boolean): Effect {
  return {
    ...effect,
    expected: form.expected,
    answer: (value) => {
      const read = form.read(value);
      if (read === null) return null;
      return matters(read) ? effect.answer(value) : { kind: 'settled', why: AS_WITHOUT };
    },
  };
}

const AS_WITHOUT = 'this is what holds without the directive';

/** Reaches the container only where systemd's process is its parent or the program itself (mapping Z1–Z3). */
export const ofProcess = (effect: Effect): Effect => ofReach('process', effect);

/** Cgroup limits also reach what systemd-docker starts (mapping Z2). */
export const ofCgroup = (effect: Effect): Effect => ofReach('cgroup', effect);

function ofReach(reach: ProcessAnswer['reach'], effect: Effect): Effect {
  return {
    ...effect,
    kind: 'process',
    answer: (value) => {
      const answer = effect.answer(value);
      return answer === null ? null : toProcess(reach, answer);
    },
  };
}

function toProcess(reach: ProcessAnswer['reach'], answer: Answer): Answer {
  switch (answer.kind) {
    case 'facts':
      return { kind: 'process', reach, facts: answer.facts, remark: answer.also ?? null };
    case 'not-needed':
    case 'carried-over':
    case 'differs':
    case 'unsupported':
    case 'decide':
      return { kind: 'process', reach, facts: [], remark: answer };
    default:
      return answer;
  }
}
