import type { Role, UnitFacts } from '../../dialect/role.ts';
import type { Fact } from '../../fact/fact.ts';
import type { Slot } from '../../fact/slots.ts';
import { concat, hole, type LogicalText, slice, spanOf } from '../../source/logical-text.ts';
import { isLogicalText } from './pod-leaves.ts';

/** Where numbered Pods of one StatefulSet may differ (mapping B24). */
export const MAY_VARY: readonly Slot[] = ['container.env', 'container.args', 'container.volume'];

/** A text of one instance, and its number. */
interface Numbered {
  readonly text: string;
  readonly number: string;
}

/**
 * Where the number of an instance stands in its text, judged by the text of another one: the two are equal but for
 * that. null: they differ in something else.
 */
export function numberPlaces(one: Numbered, other: Numbered): readonly number[] | null {
  const places: number[] = [];
  let a = 0;
  let b = 0;
  while (a < one.text.length || b < other.text.length) {
    const isNumber =
      one.text.startsWith(one.number, a) &&
      other.text.startsWith(other.number, b) &&
      one.text.slice(a, a + one.number.length) !== other.text.slice(b, b + one.number.length);
    if (isNumber || differsHere(one, other, a, b)) {
      if (!one.text.startsWith(one.number, a) || !other.text.startsWith(other.number, b))
        return null;
      places.push(a);
      a += one.number.length;
      b += other.number.length;
    } else {
      a++;
      b++;
    }
  }
  return places;
}

const differsHere = (one: Numbered, other: Numbered, a: number, b: number): boolean =>
  one.text.charAt(a) !== other.text.charAt(b);

/** Facts of the first instance, its number replaced by the index of the Pod (mapping B24, H30). */
export function withPodIndex(first: UnitFacts, second: UnitFacts): UnitFacts {
  const [number, other] = [first.unit.name.instance ?? '', second.unit.name.instance ?? ''];
  const replace = (text: LogicalText, twin: LogicalText): LogicalText =>
    replaceNumber(
      text,
      numberPlaces({ text: text.text, number }, { text: twin.text, number: other }),
      number,
    );
  return {
    ...first,
    steps: first.steps.map((step, s) => ({
      ...step,
      roles: step.roles.map((role, r) =>
        withTexts(role, second.steps[s]?.roles[r], first, second, replace),
      ),
    })),
  };
}

type Replace = (text: LogicalText, twin: LogicalText) => LogicalText;

function withTexts(
  role: Role,
  twin: Role | undefined,
  first: UnitFacts,
  second: UnitFacts,
  replace: Replace,
): Role {
  if (role.kind !== 'container' || twin?.kind !== 'container') return role;
  return {
    ...role,
    facts: role.facts.map((fact, i) => {
      const other = twin.facts[i];
      if (other === undefined || !MAY_VARY.includes(fact.slot)) return fact;
      const [own, theirs] = [passedOn(fact, first), passedOn(other, second)];
      return { ...own, value: zip(own.value, theirs.value, replace) } as Fact;
    }),
  };
}

/** `-e NAME` with the value that the client had (mapping E3-02). */
function passedOn(fact: Fact, { environment }: UnitFacts): Fact {
  if (fact.slot !== 'container.env' || fact.value.value !== null) return fact;
  const variable = environment.variables.get(fact.value.name);
  if (variable === undefined) return fact;
  return { ...fact, value: { ...fact.value, value: variable.value } };
}

/** Replaces in all texts of a value, looking at the same place of the twin's. */
function zip(value: unknown, twin: unknown, replace: Replace): unknown {
  if (!isObject(value) || !isObject(twin)) return value;
  if (isLogicalText(value) && isLogicalText(twin))
    return value.text === twin.text ? value : replace(value, twin);
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, zip(part, twin[key], replace)]),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function replaceNumber(
  text: LogicalText,
  places: readonly number[] | null,
  number: string,
): LogicalText {
  if (places === null || places.length === 0) return text;
  const parts: LogicalText[] = [];
  let from = 0;
  for (const at of places) {
    if (at > from) parts.push(slice(text, from, at));
    const span = spanOf(text, at, at + number.length);
    parts.push(hole({ kind: 'symbol', symbol: 'INSTANCE', was: '%i' }, span));
    from = at + number.length;
  }
  if (from < text.text.length) parts.push(slice(text, from));
  return concat(parts);
}
