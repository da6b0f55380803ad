import { maskSecrets } from '../finding/secret.ts';
import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';
import { maskObject } from './mask.ts';

const LONGEST = 300;

/** Values that must not be shown in any message; worked out when a message is. */
export type Secrets = () => readonly string[];

/**
 * The server's refusal in a few words. Values are cut out: the message of a Job holds its whole Pod spec, environment
 * included. `secrets` are values that must not be shown wherever they stand.
 */
export function shortMessage(message: string, secrets: Secrets): string {
  const first = message.replace(/\n@@[\s\S]*$/, '');
  const short = withoutValues(first)
    .replace(/Invalid value: "((?:[^"\\]|\\.){40,})": /g, 'Invalid value: ')
    .replace(/^[A-Z]\w+(\.[\w.]+)? "[^"]*" is invalid: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  const masked = hideSecrets(short, secrets);
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
}

/** Text of others, with what must not be shown taken out. */
export function hideSecrets(text: string, secrets: Secrets): string {
  const hidden = secrets().reduce((left, secret) => left.replaceAll(secret, '(secret)'), text);
  return maskSecrets(hidden, () => '(secret)');
}

/** Values of an object that are masked wherever it is shown: as they are, and as base64. Short ones hide nothing. */
export function secretValues(object: JsonObject): readonly string[] {
  const found = new Set<string>();
  maskObject(object, {
    known: new WeakMap(),
    mask: (value) => {
      found.add(value);
      return '';
    },
  });
  const encoded = isMap(object.data) && object.kind === 'Secret' ? Object.values(object.data) : [];
  return [...found, ...encoded.filter((v: Json | undefined) => typeof v === 'string')]
    .map(String)
    .filter((value) => value.length >= 4)
    .sort((a, b) => b.length - a.length);
}

const VALUE = /Invalid value: (?=[{[])/;

/** Cuts out JSON values, to their very end; one whose end is missing takes the rest with it. */
function withoutValues(message: string): string {
  const found = VALUE.exec(message);
  if (found === null) return message;
  const rest = message.slice(found.index + found[0].length);
  const after = rest.slice(lengthOfJson(rest)).replace(/^: /, '');
  return message.slice(0, found.index) + withoutValues(after);
}

/** Length of the list or map that the text begins with. */
function lengthOfJson(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth === 0) return index + token.length;
  }
  return text.length;
}
