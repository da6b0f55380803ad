import { shown } from '../../src/exec/dump.ts';
import { readScript } from '../../src/exec/read-script.ts';
import type { Script, SimpleCommand, Statement } from '../../src/exec/shell.ts';
import { written } from '../../src/source/logical-text.ts';
import { type Given, readService } from './service.ts';

/** A script where a unit's lines (`Environment=…`) set the environment. */
export function scriptOf(text: string, lines = '', given: Given = {}): Script {
  const { environment } = readService(
    `[Service]\nExecStart=/bin/true\n${lines}`,
    'web.service',
    given,
  );
  return readScript(
    written(text, { file: 'web.service', start: 0, end: text.length }),
    environment,
  );
}

/** A script as short text: `[words]`, with what each operator joins in round brackets. */
export function draw(script: Script): string {
  if (script.kind === 'script') return script.statements.map(drawStatement).join('; ');
  return `opaque (${script.why}): ${script.commands.map(drawCommand).join('; ')}`;
}

const drawAll = (statements: readonly Statement[]): string =>
  statements.map(drawStatement).join('; ');

function drawStatement(statement: Statement): string {
  switch (statement.kind) {
    case 'command':
      return drawCommand(statement);
    case 'and-or':
      return `(${drawStatement(statement.left)} ${statement.operator} ${drawStatement(statement.right)})`;
    case 'not':
      return `! ${drawStatement(statement.statement)}`;
    case 'pipe':
      return `(${statement.stages.map(drawStatement).join(' | ')})`;
    case 'if':
      return `if ${drawAll(statement.condition)} then ${drawAll(statement.body)} else ${drawAll(statement.otherwise)} fi`;
    case 'loop':
      return `${statement.while ? 'while' : 'until'} ${drawAll(statement.condition)} do ${drawAll(statement.body)} done`;
    case 'for':
      return `for ${statement.variable} in ${statement.words.map(({ text }) => shown(text)).join(' ')} do ${drawAll(statement.body)} done`;
    case 'group':
      return `{ ${drawAll(statement.body)} }${drawRedirects(statement.redirects)}${statement.background ? ' &' : ''}`;
  }
}

function drawCommand({ assignments, words, redirects, background }: SimpleCommand): string {
  const parts = [
    ...assignments.map(({ name, value }) => `${name}=${shown(value)}`),
    ...(words.length > 0 ? [`[${words.map(({ text }) => shown(text)).join('|')}]`] : []),
  ];
  return parts.join(' ') + drawRedirects(redirects) + (background ? ' &' : '');
}

const drawRedirects = (redirects: SimpleCommand['redirects']): string =>
  redirects.map(({ operator, target }) => ` ${operator}${shown(target)}`).join('');
