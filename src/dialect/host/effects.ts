import { shownText } from '../shown.ts';
import { readCheck } from './check.ts';
import { type CommandLine, readOptions } from './command-line.ts';
import { readDuration } from './duration.ts';
import { hostChange, noise, type Verdict } from './verdict.ts';

export function sleeps(line: CommandLine): Verdict {
  const texts = line.args.filter((arg) => !arg.startsWith('-'));
  const seconds = texts.map((text) => readDuration(text));
  const total = seconds.reduce<number>((sum, s) => sum + (s ?? Number.NaN), 0);
  if (line.program === 'usleep') return { kind: 'sleep', seconds: total / 1e6 };
  return Number.isNaN(total) || texts.length === 0
    ? noise('G22', 'it only sleeps')
    : { kind: 'sleep', seconds: total };
}

/** mapping G88, B84: following the journal forwards logs; else it only prints. */
export function journal(line: CommandLine): Verdict {
  const { options } = readOptions(line.words.slice(1), { values: ['-u', '-o', '-n', '-t', '-p'] });
  return options.some(({ name }) => /^(-f|--follow)$/.test(name))
    ? hostChange(line, 'B84', 'logs of containers leave the journal: an agent reads /var/log/pods')
    : noise('G21', 'it only prints');
}

/** Asks for a port; behind a pipe it sends (script-role.ts). */
export function netcat(line: CommandLine): Verdict {
  const asked = readCheck(line);
  if (asked?.infrastructure) return noise('G42', 'it asks for the machine’s own services');
  if (asked !== null)
    return { kind: 'wait', check: asked.check, intervalSeconds: null, what: asked.what };
  return hostChange(line, 'B84', FORWARDS);
}

export const FORWARDS = 'an agent that reads /var/log/pods forwards logs';

/** mapping B99: `mount -t TYPE WHAT WHERE`. */
export function mounts(line: CommandLine): Verdict {
  if (/^u|^fuser/.test(line.program)) return noise('B99', 'the kubelet unmounts what it mounted');
  if (line.args.some((arg) => /^--make-|remount/.test(arg)))
    return hostChange(line, 'G87', 'it changes how the machine shares its mounts');
  const { operands } = readOptions(line.words.slice(1), { values: ['-t', '-o', '-m', '-n', '-k'] });
  const where = operands.at(-1)?.text;
  return {
    kind: 'question',
    rule: 'B99',
    what: `mounting ${where === undefined ? 'a file system' : shownText(where)}`,
    question: 'which volume takes its place: a claim, an nfs volume, a path of the node?',
  };
}
