import type { Token } from '../../finding/account.ts';
import { isSecret, isSecretName } from '../../finding/secret.ts';
import { type LogicalText, templateOf, written } from '../../source/logical-text.ts';
import { containerField, type Scope } from '../container/scope.ts';
import { mayWrap } from '../container/wrap.ts';
import type { EnvVar } from '../pod.ts';
import { isKnown, plainText, rewrittenText } from './pod-text.ts';

/** `-e NAME`: the value is that of the docker client's environment, which is the unit's (mapping E3-02, E3-07). */
export function fromClient(
  scope: Scope,
  name: string,
  token: Token,
  field: string,
): EnvVar | 'removed' | null {
  const { variables, answers, machine, missingFiles } = scope.unit.environment;
  const answer = answers.get(name);
  const known =
    variables.get(name)?.value ?? (answer === undefined ? null : written(answer, token.span));
  if (known !== null) {
    scope.notes.settle(token, 'set', 'E3-02', { field });
    return variableOf(scope, name, known, token, 'E3-02');
  }
  if (missingFiles.length > 0 || machine.has(name)) {
    const placeholder = `REPLACE_ME_${name.replace(/[^A-Za-z0-9_]+/g, '_').toUpperCase()}`;
    scope.notes.say('unknown-value', token, 'E3-02', {
      what: `-e ${name}`,
      placeholder,
      variable: name,
    });
    return { name, value: placeholder };
  }
  if (mayWrap(scope)) {
    scope.notes.settle(token, 'set', 'E3-07', { field: containerField(scope, 'command') });
    return 'removed';
  }
  scope.notes.say('unset-variable', token, 'E3-07', { name });
  return null;
}

export const isLegalName = (name: string): boolean =>
  /^[\x20-\x7e]+$/.test(name) && !name.includes('=');

export function variableOf(
  scope: Scope,
  name: string,
  value: LogicalText,
  token: Token,
  rule: string,
): EnvVar {
  const about = { token, rule, what: `-e ${name}`, variable: name };
  const literal = templateOf(value)
    .filter((part) => typeof part === 'string')
    .join('');
  const unknown = templateOf(value).some((p) => typeof p !== 'string' && p.kind === 'unknown');
  if (!isSecret(name, literal) && !(unknown && isSecretName(name)))
    return { name, value: rewrittenText(scope, value, about) };
  if (isKnown(scope, value) || templateOf(value).every(isPlainPart)) {
    const key = scope.secrets.put(name, plainText(scope, value, about));
    scope.notes.say('secret-moved', token, 'H20-4', { name, secret: scope.secrets.name });
    return { name, from: { kind: 'secret', name: scope.secrets.name, key, optional: false } };
  }
  return { name, value: mixedSecret(scope, name, value, token, rule) };
}

const isPlainPart = (part: ReturnType<typeof templateOf>[number]): boolean =>
  typeof part === 'string' || part.kind === 'unknown';

/** A secret text around a symbol: the literal parts go into the Secret, one helper variable each. */
function mixedSecret(
  scope: Scope,
  name: string,
  value: LogicalText,
  token: Token,
  rule: string,
): string {
  scope.notes.say('secret-moved', token, 'H20-4', { name, secret: scope.secrets.name });
  let text = '';
  let at = 0;
  for (const part of value.pieces) {
    const piece = {
      text: value.text.slice(part.at, part.at + part.length),
      pieces: [{ ...part, at: 0 }],
    };
    if (part.hole === undefined) {
      const key = scope.secrets.put(`${name}_${++at}`, piece.text);
      const from = { kind: 'secret' as const, name: scope.secrets.name, key, optional: false };
      text += `$(${scope.symbols.helper(key, from)})`;
    } else text += rewrittenText(scope, piece, { token, rule, what: `-e ${name}`, variable: name });
  }
  return text;
}
