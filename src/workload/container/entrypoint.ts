import type { FactOf } from '../../fact/fact.ts';
import { isSecret } from '../../finding/secret.ts';
import { rewrittenText } from '../environment/pod-text.ts';
import { containerField, type Scope } from './scope.ts';

/** mapping E1-09 – E1-12: words after the image are arguments, the entrypoint of the image stays. */
export function commandOf(scope: Scope): {
  readonly command: readonly string[] | null;
  readonly args: readonly string[] | null;
} {
  const words = scope.ledger.many('container.args');
  const entrypoint = scope.ledger.one('container.entrypoint');
  const isReset = entrypoint?.value.text === '';
  const list = isReset ? 'command' : 'args';
  const texts = words.map((word, i) => argument(scope, words, word, i, list));
  const args = texts.length > 0 ? texts : null;
  if (entrypoint === null) return { command: null, args };
  scope.notes.settle(entrypoint.token, 'set', entrypoint.rule, {
    field: containerField(scope, 'command'),
  });
  if (!isReset) {
    const about = { token: entrypoint.token, rule: 'E1-10', what: '--entrypoint', variable: null };
    return { command: [rewrittenText(scope, entrypoint.value, about)], args };
  }
  if (args === null)
    scope.notes.say('bad-value', entrypoint.token, 'E1-11', {
      what: '--entrypoint',
      value: '',
      expected: 'a command after the image, since the one of the image is taken away',
    });
  return { command: args, args: null };
}

function argument(
  scope: Scope,
  words: readonly FactOf<'container.args'>[],
  word: FactOf<'container.args'>,
  index: number,
  list: 'args' | 'command',
): string {
  const { token, rule } = word;
  scope.notes.settle(token, 'set', rule, { field: containerField(scope, `${list}[${index}]`) });
  const secret = secretIn(words[index - 1]?.value.text ?? '', word.value.text);
  if (secret !== null) return secretArgument(scope, word, secret);
  const flag = /^--?([A-Za-z][\w.-]*)(?==)/.exec(word.value.text)?.[1];
  const before = /^--?([A-Za-z][\w.-]*)$/.exec(words[index - 1]?.value.text ?? '')?.[1];
  const variable = flag ?? before ?? null;
  return rewrittenText(scope, word.value, { token, rule, what: 'an argument', variable });
}

interface SecretPart {
  readonly name: string;
  readonly prefix: string;
  readonly value: string;
}

/** `--password x`, `--password=x`, `PASSWORD=x` (mapping H20-6). */
function secretIn(before: string, text: string): SecretPart | null {
  if (text.includes('\uFFFC')) return null;
  const own = /^((?:--?)?([A-Za-z][\w.-]*)=)(.+)$/s.exec(text);
  if (own !== null) {
    const [, prefix = '', name = '', value = ''] = own;
    return isSecret(name, value) ? { name, prefix, value } : null;
  }
  const flag = /^--?([A-Za-z][\w.-]*)$/.exec(before)?.[1];
  const name = flag ?? 'argument';
  if (text.startsWith('-')) return null;
  return isSecret(name, text) ? { name, prefix: '', value: text } : null;
}

function secretArgument(
  scope: Scope,
  { token }: FactOf<'container.args'>,
  { name, prefix, value }: SecretPart,
): string {
  const wish = name.replace(/[^A-Za-z0-9_]/g, '_').toUpperCase();
  const key = scope.secrets.put(wish, value);
  const variable = scope.symbols.helper(key, {
    kind: 'secret',
    name: scope.secrets.name,
    key,
    optional: false,
  });
  scope.notes.say('secret-moved', token, 'H20-6', { name, secret: scope.secrets.name });
  return `${prefix}$(${variable})`;
}
