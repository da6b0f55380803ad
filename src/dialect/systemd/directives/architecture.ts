import { reads, said } from '../directive-effect.ts';
import { type DirectiveEntry, rowsOf } from '../directive-entry.ts';
import type { Form } from '../directive-forms.ts';

const rows = rowsOf('systemd/unit', 'Unit');

/** systemd's name → GOARCH, which `kubernetes.io/arch` holds. */
const GOARCH: ReadonlyMap<string, string> = new Map([
  ['x86-64', 'amd64'],
  ['x86', '386'],
  ['arm64', 'arm64'],
  ['arm', 'arm'],
  ['ppc64-le', 'ppc64le'],
  ['ppc64', 'ppc64'],
  ['s390x', 's390x'],
  ['mips-le', 'mipsle'],
  ['mips64-le', 'mips64le'],
  ['riscv64', 'riscv64'],
]);

interface Asked {
  readonly architecture: string;
  readonly negated: boolean;
  /** `|`: one of several is enough. */
  readonly trigger: boolean;
}

const architecture: Form<Asked> = {
  expected: 'an architecture such as x86-64 or arm64',
  expands: true,
  read: ({ text }) => {
    const [, trigger, negation, name = ''] = /^(\|)?\s*(!)?\s*([a-z0-9-]+)$/.exec(text) ?? [];
    const known = name === 'native' ? name : GOARCH.get(name);
    if (known === undefined) return null;
    return { architecture: known, negated: negation !== undefined, trigger: trigger !== undefined };
  },
};

const effect = reads('sets', architecture, ({ architecture: name, negated, trigger }) => {
  if (name === 'native') return { kind: 'settled', why: 'every machine has its own architecture' };
  if (trigger)
    return {
      kind: 'decide',
      question: `one of several conditions is enough: should it ask for kubernetes.io/arch ${negated ? 'other than ' : ''}${name}?`,
    };
  return { kind: 'facts', facts: [said('unit.architecture', { architecture: name, negated })] };
});

/** `ConditionArchitecture=` (mapping D1-18) and its assert (D1-22a): an affinity on `kubernetes.io/arch`. */
export const ARCHITECTURE_DIRECTIVES: readonly DirectiveEntry[] = [
  ...rows('ConditionArchitecture', 'D1-18', effect, 'condition'),
  ...rows('AssertArchitecture', 'D1-22a', effect, 'condition'),
];
