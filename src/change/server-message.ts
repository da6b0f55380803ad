import { maskSecrets } from '../finding/secret.ts';
import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';
import { maskObject } from './mask.ts';

const LONGEST = 300;

/**
 * The server's refusal in a few words. Values are cut out: the message of a Job holds its whole Pod spec, environment
 * included. `secrets` are values that must not be shown wherever they stand.
 */
export function shortMessage(message: string, secrets: readonly string[]): string {
  const first = message.replace(/\n@@[\s\S]*$/, '');
  const short = first
    .replace(/Invalid value: (\{|\[|null\b)[\s\S]*?: (?=[a-z`][^{}[\]"]*$)/, '')
    .replace(/Invalid value: "((?:[^"\\]|\\.){40,})": /g, 'Invalid value: ')
    .replace(/^[A-Z]\w+(\.[\w.]+)? "[^"]*" is invalid: /, '')
    .replace(/\s+/g, ' ')
    .trim();
  const hidden = secrets.reduce((text, secret) => text.replaceAll(secret, '(secret)'), short);
  const masked = maskSecrets(hidden, () => '(secret)');
  return masked.length > LONGEST ? `${masked.slice(0, LONGEST)}…` : masked;
}

/** Values of an object that are masked wherever it is shown: as they are, and as base64. Short ones hide nothing. */
export function secretValues(object: JsonObject): readonly string[] {
  const found = new Set<string>();
  maskObject(object, {
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
