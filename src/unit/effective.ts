import type { Directive } from './unit.ts';

/** What saying a key twice means to systemd (mapping D0-15, D0-16). */
export type Repeats =
  /** The last one wins; an empty one is the default. */
  | 'scalar'
  /** Adds up; an empty one forgets all before it of that key. */
  | 'list'
  /** Adds up; an empty one does nothing: `After=`, `Requires=`, …, `Sockets=`. */
  | 'dependency'
  /** A list; an empty one forgets all conditions (or all assertions) before it. */
  | 'condition'
  /** A list; an empty one forgets all `On…=` before it. */
  | 'timer';

export interface Effective {
  /** Those that count, in order. */
  readonly inEffect: readonly Directive[];
  /** Those that do not: for each why, and which later directive made it so. */
  readonly without: readonly WithoutEffect[];
}

export interface WithoutEffect {
  readonly directive: Directive;
  /**
   * `overridden`: a later one of that key counts (D0-15). `reset`: a later empty one forgot it (D0-16).
   * `empty`: it is empty itself; it may have reset others, it sets nothing (D0-16).
   */
  readonly why: 'overridden' | 'reset' | 'empty';
  readonly rule: 'D0-15' | 'D0-16';
  /** null for `empty`. */
  readonly by: Directive | null;
}

/** Applies resets and repetitions in the order in which systemd reads: the file, then its drop-ins. */
export function effectiveDirectives(
  directives: readonly Directive[],
  repeatsOf: (section: string, key: string) => Repeats,
): Effective {
  const counting = new Map<string, Directive[]>();
  const without: WithoutEffect[] = [];
  for (const directive of directives) {
    const repeats = repeatsOf(directive.section, directive.key);
    const group = groupOf(directive, repeats);
    const before = counting.get(group) ?? [];
    counting.set(group, before);
    const isEmpty = directive.value.text === '';
    if (repeats === 'scalar' || (isEmpty && repeats !== 'dependency'))
      without.push(...before.splice(0).map((earlier) => lost(earlier, directive, isEmpty)));
    if (isEmpty) without.push({ directive, why: 'empty', rule: 'D0-16', by: null });
    else before.push(directive);
  }
  const inEffect = new Set([...counting.values()].flat());
  return { inEffect: directives.filter((directive) => inEffect.has(directive)), without };
}

function lost(directive: Directive, by: Directive, isReset: boolean): WithoutEffect {
  return isReset
    ? { directive, why: 'reset', rule: 'D0-16', by }
    : { directive, why: 'overridden', rule: 'D0-15', by };
}

/** Directives that an empty one of them resets together. */
function groupOf({ section, key }: Directive, repeats: Repeats): string {
  if (repeats === 'condition')
    return `${section}\0${key.startsWith('Assert') ? 'Assert' : 'Condition'}`;
  return repeats === 'timer' ? `${section}\0On` : `${section}\0${key}\0`;
}
