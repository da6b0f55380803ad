import { concat, type LogicalText, slice, spanOf, written } from '../../../source/logical-text.ts';
import type { ProcessDirective } from '../../role.ts';
import { type Answer, type Effect, ofProcess, reads, said } from '../directive-effect.ts';
import { text, words } from '../directive-forms.ts';

/** Accounts that have the same number everywhere (mapping D3-05). */
const NUMBERS: ReadonlyMap<string, string> = new Map([
  ['root', '0'],
  ['nobody', '65534'],
]);

const numberOf = (name: LogicalText): LogicalText | null => {
  if (/^\d+$/.test(name.text)) return name;
  const known = NUMBERS.get(name.text);
  return known === undefined ? null : written(known, spanOf(name));
};

const whichNumber = (name: string): Answer => ({
  kind: 'decide',
  question: `which number does ${name} have? It stands in /etc/passwd or /etc/group of the machines, a Pod takes numbers alone`,
});

/**
 * `User=` and `Group=`. A group alone is written as `:1000` here; `joinUserAndGroup` puts the two together, as
 * `container.user` has them.
 */
export const accounts = (key: 'User' | 'Group'): Effect =>
  reads('sets', text, (name) => {
    const number = numberOf(name);
    if (number === null) return whichNumber(name.text);
    if (key === 'Group')
      return {
        kind: 'facts',
        facts: [said('container.user', written(`:${number.text}`, spanOf(number)))],
      };
    return {
      kind: 'facts',
      facts: [said('container.user', number)],
      also: { kind: 'carried-over', as: `runAsUser ${number.text}; ${LOGIN}` },
    };
  });

const LOGIN = 'HOME, LOGNAME, SHELL and USER, which systemd sets then, are not set';

/**
 * `User=1000` and `Group=100` are `1000:100` where the container has one value. A group alone belongs to root; beside a
 * user whose number is not known it is not known what to do with it.
 */
export function joinUserAndGroup(
  directives: readonly ProcessDirective[],
): readonly ProcessDirective[] {
  const user = directives.find(({ token }) => token.label === 'User=');
  const group = directives.find(({ token }) => token.label === 'Group=');
  const groupFact = group?.facts[0];
  const userFact = user?.facts[0];
  if (group === undefined || groupFact?.slot !== 'container.user')
    return directives.map((d) => (d === user ? withOwnGroup(d) : d));
  const joined = (owner: LogicalText): ProcessDirective => ({
    ...group,
    facts: [{ ...groupFact, value: concat([owner, groupFact.value]) }],
  });
  const replacement =
    user === undefined
      ? joined(written('0', group.token.span))
      : userFact?.slot === 'container.user'
        ? joined(userFact.value)
        : { ...group, facts: [], code: 'decide' as const, lost: 'it belongs to that user' };
  return [...directives.filter((d) => d !== group), replacement];
}

/** A user without `Group=` has the group of its account; that of root and of nobody is the same everywhere. */
function withOwnGroup(user: ProcessDirective): ProcessDirective {
  const [first] = user.facts;
  if (first?.slot !== 'container.user' || first.value.text === '0') return user;
  if (first.value.text === NUMBERS.get('nobody')) {
    const own = concat([first.value, written(`:${first.value.text}`, first.token.span)]);
    return { ...user, facts: [{ ...first, value: own }] };
  }
  const lost = `its groups stand in /etc/passwd and /etc/group of the machines, the container has those of its image, or group 0 (Group= names one); ${LOGIN}`;
  return { ...user, code: 'differs', lost };
}

/** `SupplementaryGroups=` (mapping D3-06). */
export const accountNames: Effect = reads('sets', words, (names) => {
  const unknown = names.find((name) => numberOf(name) === null);
  if (unknown !== undefined) return whichNumber(unknown.text);
  return {
    kind: 'facts',
    facts: names.flatMap((name) => {
      const number = numberOf(name);
      return number === null ? [] : [said('container.group-add', number.text)];
    }),
  };
});

const MADE_IF_MISSING =
  'a directory that is missing is made in the container; systemd let the program start in /';

/** `WorkingDirectory=` (mapping D3-08): a relative one keeps the unit from loading (B01a). */
export const workingDirectory: Effect = ofProcess(
  reads('sets', text, (value) => {
    const path = value.text.startsWith('-') ? slice(value, 1) : value;
    if (path.text === '~')
      return { kind: 'decide', question: 'which directory is the home of the user in the image?' };
    if (!path.text.startsWith('/'))
      return { kind: 'refused', rule: 'B01a', why: 'the path is not absolute' };
    const facts = [said('container.working-dir', path)];
    if (path === value) return { kind: 'facts', facts };
    return { kind: 'facts', facts, also: { kind: 'differs', how: MADE_IF_MISSING } };
  }),
);
