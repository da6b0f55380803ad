import type { Word } from '../exec/command.ts';
import type { Environment } from '../exec/environment.ts';
import type { Token } from '../finding/account.ts';
import type { Notes } from '../finding/notes.ts';
import { type LogicalText, slice } from '../source/logical-text.ts';
import { askForInherited } from './inherited-files.ts';
import { housekeeping, open, type Part, part } from './part.ts';
import { rktFacts } from './rkt/app.ts';
import { type RktRun, readRktCommand } from './rkt/command.ts';
import type { Role } from './role.ts';
import { shownWords } from './shown.ts';
import { wordTokens } from './word-token.ts';

/** What an rkt command does (mapping F0–F2); null: it is not rkt. */
export function rktPart(
  words: readonly Word[],
  unit: string,
  environment: Environment,
  notes: Notes,
): Part | null {
  const command = readRktCommand(words, unit);
  if (command === null) return null;
  const tokens = wordTokens(words, unit);
  switch (command.kind) {
    case 'run':
      return runPart(command, words, environment, notes);
    case 'run-prepared':
      return open(
        { kind: 'start-container', container: command.uuid, attached: true, stdin: false },
        tokens,
        notes,
      );
    case 'fetch': {
      const [image] = command.images;
      return image === undefined
        ? housekeeping(tokens, 'F0-04', 'it fetches nothing', notes)
        : open(
            { kind: 'pull-image', image: withoutScheme(image), onlyIfMissing: false },
            tokens,
            notes,
          );
    }
    case 'enter':
      return open(
        {
          kind: 'question',
          rule: 'G37',
          what: shownWords(words),
          question: 'make it a container of its own',
        },
        tokens,
        notes,
      );
    case 'unknown':
      return open({ kind: 'host-program', program: `rkt ${command.verb}`, words }, tokens, notes);
    case 'other':
      return housekeeping(tokens, 'F0-04', 'the kubelet makes, stops and removes Pods', notes);
    case 'bad': {
      const at = words.indexOf(command.word);
      const token = tokens[at] ?? tokens[0];
      if (token !== undefined) notes.say('rkt-refuses', token, 'F0-01', { why: command.why });
      return refused(tokens, notes);
    }
  }
}

const withoutScheme = (image: LogicalText): LogicalText =>
  image.text.startsWith('docker://') ? slice(image, 'docker://'.length) : image;

function refused(tokens: readonly Token[], notes: Notes): Part {
  for (const token of tokens)
    notes.settle(token, 'unsupported', 'F0-01', { why: 'the command was never run' });
  return part([{ kind: 'refused', tokens: [] }], tokens);
}

function runPart(
  run: RktRun,
  words: readonly Word[],
  environment: Environment,
  notes: Notes,
): Part {
  const unit = notes.unit ?? '';
  const marks = wordTokens([...run.marks, ...subcommandOf(words)], unit);
  for (const token of marks)
    notes.settle(token, 'no-effect', 'F0-01', {
      why: 'the container it starts becomes part of a Pod',
    });
  if (run.apps.length === 0) return withoutApps(run, marks, notes);
  const inherited = [...environment.variables.keys()];
  if (run.flags.some(isInherit)) askForInherited(environment, 'F2-07', notes);
  const ofApps = rktFacts(run, inherited, notes);
  const roles = ofApps.map(
    (facts, app): Role => ({
      kind: 'container',
      runtime: 'rkt',
      verb: run.verb === 'prepare' ? 'create' : 'run',
      facts,
      kept: false,
      loopSeconds: null,
      deadlineSeconds: null,
      systemdDocker: null,
      ...(app > 0 && { isBeside: true }),
      tokens: [],
    }),
  );
  const flags = [...run.flags, ...run.apps.flatMap((app) => app.flags)].map(({ token }) => token);
  const facts = ofApps.flat();
  return part(roles, unique([...marks, ...flags, ...facts.map((f) => f.token)]));
}

const isInherit = ({ entry }: RktRun['flags'][number]): boolean =>
  entry.names[0] === '--inherit-env';

/** `rkt run --pod-manifest F`: the Pod stands in a file (mapping F2-25). */
function withoutApps(run: RktRun, marks: readonly Token[], notes: Notes): Part {
  const flags = run.flags.map(({ token }) => token);
  const [first] = marks;
  if (first !== undefined)
    notes.say('rkt-refuses', first, 'F2-25', {
      why: 'it names no image, and its Pod is not in the input',
    });
  for (const token of flags)
    notes.settle(token, 'needs-decision', 'F2-25', { why: 'the Pod is not in the input' });
  return part([{ kind: 'refused', tokens: [] }], [...marks, ...flags]);
}

const subcommandOf = (words: readonly Word[]): readonly Word[] =>
  words.filter(({ text }) => text.text === 'run' || text.text === 'prepare').slice(0, 1);

function unique(tokens: readonly Token[]): readonly Token[] {
  const key = ({ kind, span, label }: Token): string =>
    [kind, span.file, span.start, span.end, label].join('\0');
  return [...new Map(tokens.map((token) => [key(token), token])).values()];
}
