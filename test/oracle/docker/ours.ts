import { readDockerCommand } from '../../../src/dialect/docker/command.ts';
import { type CreateBody, createBody } from '../../../src/dialect/docker/create-body.ts';
import { readCommands } from '../../../src/exec/read-commands.ts';
import { openBook } from '../../../src/finding/notes.ts';
import { written } from '../../../src/source/logical-text.ts';
import { parseUnitName } from '../../../src/unit/name.ts';
import { ENVIRONMENT, FILES } from './client.ts';

/** What we make of a command line, written into a unit in systemd's quoting and read again. */
export function ourBody(words: readonly string[], workingDirectory: string): CreateBody {
  const line = ['/usr/bin/docker', ...words.map(quoted)].join(' ');
  const value = written(line, { file: 'line', start: 0, end: line.length });
  const name = parseUnitName('line.service');
  if (name === null) throw new Error('no unit name');
  const { commands } = readCommands(value, name);
  const read = commands[0]?.words ?? [];
  if (read.length !== words.length + 1) throw new Error(`not read as it was written: ${line}`);
  const command = readDockerCommand(read, 'line.service', openBook().of('line.service'));
  if (command === null) throw new Error('not a docker command');
  if (command.kind !== 'run') return { kind: 'refused', why: command.kind };
  return createBody(command, {
    variable: (name) => VARIABLES.get(name) ?? null,
    file: (path) => FILES[path] ?? null,
    workingDirectory,
  });
}

/** Bare where it can be, else in the quotes that its length picks. */
function quoted(word: string): string {
  if (/^[\w./:=,@+-]+$/.test(word)) return word;
  const escaped = word.replaceAll('\\', '\\\\').replaceAll('%', '%%').replaceAll('\n', '\\n');
  return word.length % 2 === 0
    ? `"${escaped.replaceAll('"', '\\"')}"`
    : `'${escaped.replaceAll("'", '\\x27')}'`;
}

const VARIABLES = new Map([...Object.entries(ENVIRONMENT), ['PATH', process.env.PATH ?? '']]);
