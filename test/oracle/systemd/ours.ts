import { directiveFacts } from '../../../src/dialect/systemd/gather-directives.ts';
import { EXEC_KEYS } from '../../../src/exec/command.ts';
import { readCommands } from '../../../src/exec/read-commands.ts';
import type { Fact } from '../../../src/fact/fact.ts';
import { openBook } from '../../../src/finding/notes.ts';
import type { LogicalText } from '../../../src/source/logical-text.ts';
import { parseTimeSpan } from '../../../src/unit/values.ts';
import { readService } from '../../exec/service.ts';
import { BETWEEN, type Understood } from './printed.ts';

export interface Ours extends Understood {
  /** Timeouts that the unit does not set are systemd's business. */
  readonly setsTimeoutStart: boolean;
  readonly setsTimeoutStop: boolean;
}

/** The unit as we read it, with `read` of each text: holes are made into something that can be compared. */
export function understand(text: string, name: string, read: (text: LogicalText) => string): Ours {
  const { unit, codes, environment } = readService(text, name);
  const { facts } = directiveFacts(unit, openBook().of(name));
  const of = (slot: Fact['slot']): unknown => facts.findLast((f) => f.slot === slot)?.value;
  const relations = facts.flatMap((f) =>
    f.slot === 'unit.relation' && f.value.how !== 'RequiresMountsFor'
      ? [`${f.value.how} ${f.value.unit}`]
      : [],
  );
  const [start, stop] = [of('service.timeout-start'), of('service.timeout-stop')];
  return {
    load: codes.includes('unit-does-not-load') ? 'bad-setting' : 'loaded',
    commands: EXEC_KEYS.flatMap((key) => {
      const lines = unit.directives.filter((d) => d.section === 'Service' && d.key === key);
      const reset = lines.findLastIndex(({ value }) => value.text === '');
      return lines
        .slice(reset + 1)
        .flatMap(({ value }) => readCommands(value, unit.name).commands)
        .map(({ prefixes, words }) =>
          [key, ...words.slice(prefixes.ownArgv0 ? 1 : 0).map((w) => read(w.text))].join(BETWEEN),
        );
    }),
    environment: [...environment.variables.values()]
      .map(({ name: variable, value }) => `${variable}=${read(value)}`)
      .toSorted(),
    environmentFiles: environment.missingFiles.map(
      ({ path, optional }) => (optional ? '-' : '') + path,
    ),
    relations: [...new Set(relations)].toSorted(),
    restart: String(of('service.restart') ?? 'no'),
    timeoutStart: String(start ?? ''),
    timeoutStop: String(stop ?? ''),
    setsTimeoutStart: start !== undefined,
    setsTimeoutStop: stop !== undefined,
  };
}

/** null: the same. Else what is different, both sides. */
export function difference(ours: Ours, theirs: Understood): string | null {
  if (ours.load !== theirs.load) return `load: ours ${ours.load}, theirs ${theirs.load}`;
  if (ours.load === 'bad-setting') return null;
  const fields = ['commands', 'environment', 'environmentFiles', 'relations'] as const;
  for (const field of fields) {
    const [mine, other] = [ours[field], theirs[field]];
    const at = Array.from({ length: Math.max(mine.length, other.length) }).findIndex(
      (_, i) => !matches(mine[i] ?? '(none)', other[i] ?? '(none)'),
    );
    if (at >= 0)
      return `${field}[${at}]: ours ${JSON.stringify(mine[at])}, theirs ${JSON.stringify(other[at])}`;
  }
  if (ours.restart !== theirs.restart)
    return `Restart: ours ${ours.restart}, theirs ${theirs.restart}`;
  const timeouts = [
    [ours.setsTimeoutStart, ours.timeoutStart, theirs.timeoutStart],
    [ours.setsTimeoutStop, ours.timeoutStop, theirs.timeoutStop],
  ] as const;
  for (const [isSet, mine, other] of timeouts)
    if (isSet && mine.toLowerCase() !== usec(other))
      return `timeout: ours ${mine}, theirs ${other}`;
  return null;
}

/** `ANY` in ours stands for what only the machine knows. */
export const ANY = '\uFFFC';

function matches(mine: string, other: string): boolean {
  if (!mine.includes(ANY)) return mine === other;
  const pattern = mine
    .split(ANY)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${pattern}$`, 's').test(other);
}

const usec = (printed: string): string => {
  const span = parseTimeSpan(printed);
  return span === 'infinity' ? 'infinity' : String(span);
};
