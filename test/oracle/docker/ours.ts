import { type CreateBody, createBody } from '../../../src/dialect/docker/create-body.ts';
import { readDockerCommand } from '../../../src/dialect/docker/command.ts';
import { openBook } from '../../../src/finding/notes.ts';
import { written } from '../../../src/source/logical-text.ts';
import { ENVIRONMENT, FILES } from './client.ts';

/** What we make of a command line. */
export function ourBody(words: readonly string[], workingDirectory: string): CreateBody {
  let at = 0;
  const read = ['docker', ...words].map((text) => {
    const span = { file: 'line', start: at, end: at + text.length };
    at += text.length + 1;
    return { text: written(text, span), span };
  });
  const command = readDockerCommand(read, 'line.service', openBook().of('line.service'));
  if (command === null) throw new Error('not a docker command');
  if (command.kind !== 'run') return { kind: 'refused', why: command.kind };
  return createBody(command, {
    variable: (name) => VARIABLES.get(name) ?? null,
    file: (path) => FILES[path] ?? null,
    workingDirectory,
  });
}

const VARIABLES = new Map([...Object.entries(ENVIRONMENT), ['PATH', process.env['PATH'] ?? '']]);
