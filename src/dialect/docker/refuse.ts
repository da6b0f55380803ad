import type { Token } from '../../finding/account.ts';
import type { Notes } from '../../finding/notes.ts';
import type { Stop } from './argv.ts';
import type { Around, DockerCommand } from './invocation.ts';

/** A command that docker does not take: what is not yet settled of it ends as unsupported. */
export function refuse(around: Around, notes: Notes, rule: string): DockerCommand {
  for (const token of around.tokens) notes.open(token);
  for (const token of around.tokens)
    notes.settle(token, 'unsupported', rule, { why: 'docker does not take the command' });
  return { ...around, kind: 'refused' };
}

/** Says why reading stopped, at the flag where it did; the flag's token. */
export function stopFinding(stop: Stop, unit: string, notes: Notes): Token {
  const token: Token = { kind: 'flag', unit, label: stop.flag, span: stop.span };
  notes.open(token);
  if (stop.why === 'unknown-flag')
    notes.say('unknown-docker-flag', token, 'E0-05', { flag: stop.flag });
  else if (stop.why === 'no-value')
    notes.say('bad-value', token, 'E0-04', {
      what: stop.flag,
      value: '',
      expected: 'a value after it',
    });
  else
    notes.say('bad-value', token, 'E0-04', {
      what: 'docker',
      value: stop.flag,
      expected: 'a flag such as --name or -p',
    });
  return token;
}
