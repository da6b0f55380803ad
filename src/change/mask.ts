import { isSecret, maskSecrets } from '../finding/secret.ts';
import type { Json, JsonObject } from '../manifest/manifest.ts';
import { isMap } from './compare.ts';

/** Gives each secret value a number: equal values have equal numbers, so that a change shows and the value does not. */
export interface Mask {
  mask(value: string): string;
  /** Parts that were masked before: what two states of an object share they share still. */
  readonly known: WeakMap<object, Json>;
}

/** Numbers in the order in which values are first seen, so the same input prints the same bytes. */
export function openMask(): Mask {
  const numbers = new Map<string, number>();
  return {
    known: new WeakMap(),
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
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, maskField(object, key, value, mask)]),
  );
}

function maskField(
  object: JsonObject,
  key: string,
  value: Json | undefined,
  mask: Mask,
): Json | undefined {
  const isSecretKind = object.kind === 'Secret';
  if (isSecretKind && key === 'data') return maskAll(value, mask, fromBase64);
  if (isSecretKind && key === 'stringData') return maskAll(value, mask, String);
  return maskValue(value, mask);
}

/**
 * Both states of an object, secrets masked wherever the two differ. Parts that are the same in both stay as they are: to be
 * compared, never to be shown.
 */
export function maskApart(
  before: JsonObject,
  after: JsonObject,
  mask: Mask,
): readonly [JsonObject, JsonObject] {
  return mapApart(before, after, (key) => {
    const [a, b] = [before[key], after[key]];
    const isData = key === 'data' || key === 'stringData';
    return isMap(a) && isMap(b) && !isData
      ? apart(a, b, mask)
      : [maskField(before, key, a, mask), maskField(after, key, b, mask)];
  });
}

type Pair = readonly [Json | undefined, Json | undefined];

function apart(before: JsonObject, after: JsonObject, mask: Mask): Pair {
  // A variable: its name says whether its value is a secret.
  if ('value' in before || 'value' in after)
    return [maskValue(before, mask), maskValue(after, mask)];
  return mapApart(before, after, (key) => {
    const [a, b] = [before[key], after[key]];
    return isMap(a) && isMap(b)
      ? apart(a, b, mask)
      : [maskEntry(key, a, mask), maskEntry(key, b, mask)];
  });
}

function mapApart(
  before: JsonObject,
  after: JsonObject,
  pairOf: (key: string) => Pair,
): readonly [JsonObject, JsonObject] {
  const a: Record<string, Json | undefined> = { ...before };
  const b: Record<string, Json | undefined> = { ...after };
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (before[key] === after[key]) continue;
    const [was, is] = pairOf(key);
    if (key in before) a[key] = was;
    if (key in after) b[key] = is;
  }
  return [a, b];
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
  if (typeof value !== 'object' || value === null) return value;
  const known = mask.known.get(value);
  if (known !== undefined) return known;
  const masked = isMap(value)
    ? maskMap(value, mask)
    : (value as readonly Json[]).map((item, i, all) => maskItem(all[i - 1], item, mask));
  mask.known.set(value, masked);
  return masked;
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
    Object.entries(map).map(([key, item]) => [key, maskEntry(key, item, mask)]),
  );
}

function maskEntry(key: string, item: Json | undefined, mask: Mask): Json | undefined {
  if (typeof item !== 'string') return maskValue(item, mask);
  return COPIES.has(key) || isSecret(key, item) ? mask.mask(item) : maskSecrets(item, mask.mask);
}
