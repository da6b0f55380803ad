import type { Word } from '../exec/command.ts';
import { type Fact, fact } from '../fact/fact.ts';
import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import { hole } from '../source/logical-text.ts';
import { factsOfFlag } from './flag-table.ts';
import { type NspawnCommand, readNspawnCommand } from './nspawn/command.ts';
import { type Part, part } from './part.ts';
import { shownText } from './shown.ts';
import { wordTokens } from './word-token.ts';

/** What a systemd-nspawn command does (mapping F4); null: it is not systemd-nspawn. */
export function nspawnPart(words: readonly Word[], unit: string, notes: Notes): Part | null {
  const command = readNspawnCommand(words, unit);
  if (command === null) return null;
  if (command.unknown !== null) return refused(words, command.unknown, unit, notes);
  const own = wordTokens(words.slice(0, 1), unit);
  const [program] = own;
  if (program === undefined) return null;
  notes.settle(program, 'no-effect', 'F4-01', {
    why: 'the container it starts becomes part of a Pod',
  });
  const facts = [
    ...imageFacts(command, program),
    ...networkFacts(command, program),
    ...command.flags.flatMap((flag) => factsOfFlag(flag, notes)),
    ...programFacts(command.program, unit),
  ];
  const tokens = [
    ...own,
    ...command.flags.map(({ token }) => token),
    ...wordTokens(command.program, unit),
  ];
  return part(
    [
      {
        kind: 'container',
        runtime: 'nspawn',
        verb: 'run',
        facts,
        kept: false,
        loopSeconds: null,
        deadlineSeconds: null,
        systemdDocker: null,
        tokens: [],
      },
    ],
    tokens,
  );
}

const TREES: ReadonlySet<string> = new Set([
  '--directory',
  '--image',
  '--template',
  '--oci-bundle',
  '--machine',
]);

/** mapping F4-01: no image of the machine can be named in a Pod. The flag has asked for one already. */
function imageFacts({ flags }: NspawnCommand, program: Token): readonly Fact[] {
  const tree = flags.findLast(({ entry }) => TREES.has(entry.names[0]));
  const was = tree?.value === undefined || tree.value === null ? '' : shownText(tree.value);
  const token = tree?.token ?? program;
  const image = hole({ kind: 'unknown', variable: null, was }, token.span);
  return [fact('container.image', image, token, 'F4-01')];
}

/** mapping F4-05: without any of these options the container has the network of the machine. */
function networkFacts({ flags }: NspawnCommand, program: Token): readonly Fact[] {
  const isPrivate = flags.some(({ entry }) => entry.rule === 'F4-05' || entry.names[0] === '-U');
  return isPrivate ? [] : [fact('pod.network', { kind: 'host' }, program, 'F4-05')];
}

function programFacts(words: readonly Word[], unit: string): readonly Fact[] {
  const tokens = wordTokens(words, unit);
  return words.flatMap((word, at) => {
    const token = tokens[at];
    if (token === undefined) return [];
    return at === 0
      ? [fact('container.entrypoint', word.text, token, 'F4-04')]
      : [fact('container.args', word.text, token, 'F4-04')];
  });
}

function refused(words: readonly Word[], unknown: Word, unit: string, notes: Notes): Part {
  const tokens = wordTokens(words, unit);
  const token = tokens[words.indexOf(unknown)] ?? tokens[0];
  if (token !== undefined)
    notes.say('nspawn-refuses', token, 'F4-01', { option: shownText(unknown.text) });
  for (const other of tokens)
    notes.settle(other, 'unsupported', 'F4-01', { why: 'the command was never run' });
  return part([{ kind: 'refused', tokens: [] }], tokens);
}
