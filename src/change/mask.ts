import { isSecret, maskSecrets } from '../finding/secret.ts';
import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';

/** Gives each secret value a number: equal values have equal numbers, so that a change shows and the value does not. */
export interface Mask {
  mask(value: string): string;
}

/** Numbers in the order in which values are first seen, so the same input prints the same bytes. */
export function openMask(): Mask {
  const numbers = new Map<string, number>();
  return {
    mask: (value) => {
      const number = numbers.get(value) ?? numbers.size + 1;
      numbers.set(value, number);
      return `(secret ${number})`;
    },
  };
}

/** Places that hold copies of whole objects. */
const COPIES = new Set(['kubectl.kubernetes.io/last-applied-configuration']);

/** The object with all secret values masked: Secret data, secret-looking env values and arguments, copies in annotations. */
export function maskObject(object: JsonObject, mask: Mask): JsonObject {
  const isSecretKind = object.kind === 'Secret';
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => {
      if (isSecretKind && key === 'data') return [key, maskAll(value, mask, fromBase64)];
      if (isSecretKind && key === 'stringData') return [key, maskAll(value, mask, String)];
      return [key, maskValue(value, mask)];
    }),
  );
}

function maskAll(
  value: Json | undefined,
  mask: Mask,
  textOf: (value: string) => string,
): Json | undefined {
  if (!isMap(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, v]) => [
      key,
      typeof v === 'string' ? mask.mask(textOf(v)) : v,
    ]),
  );
}

/** `data` is the base64 of what `stringData` says: one number for both. */
const fromBase64 = (value: string): string => Buffer.from(value, 'base64').toString('utf8');

function maskValue(value: Json | undefined, mask: Mask): Json | undefined {
  if (typeof value === 'string') return maskSecrets(value, mask.mask);
  if (Array.isArray(value)) return value.map((item, i) => maskItem(value[i - 1], item, mask));
  if (!isMap(value)) return value;
  return maskMap(value, mask);
}

/** In a command line the value of `--password` is an item of its own. */
function maskItem(before: Json | undefined, item: Json, mask: Mask): Json {
  const flag = typeof before === 'string' ? /^--?([A-Za-z][\w-]*)$/.exec(before)?.[1] : undefined;
  if (flag !== undefined && typeof item === 'string' && isSecret(flag, item))
    return mask.mask(item);
  return maskValue(item, mask) ?? null;
}

function maskMap(map: JsonObject, mask: Mask): JsonObject {
  const { name, value } = map;
  if (typeof name === 'string' && typeof value === 'string' && isSecret(name, value))
    return { ...map, value: mask.mask(value) };
  return Object.fromEntries(
    Object.entries(map).map(([key, item]) => {
      if (typeof item !== 'string') return [key, maskValue(item, mask)];
      return [
        key,
        COPIES.has(key) || isSecret(key, item) ? mask.mask(item) : maskSecrets(item, mask.mask),
      ];
    }),
  );
}
