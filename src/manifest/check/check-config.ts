import type { JsonObject } from '../manifest.ts';
import { entries, type Place, text } from './place.ts';
import type { Check } from './problem.ts';

/** Bytes of all values of a ConfigMap or Secret (mapping H20-9). */
const LIMIT = 1_048_576;

export function checkConfigMap(manifest: JsonObject, check: Check): void {
  const place: Place = { path: '', value: manifest };
  const data = entries(place, 'data');
  const binary = entries(place, 'binaryData');
  const keys = new Set(binary.map(([key]) => key));
  for (const [key] of data)
    if (keys.has(key)) check.say(`data[${key}]`, 'H20-8', 'is in binaryData too');
  checkSize([...data.map(([, v]) => Buffer.byteLength(v)), ...binary.map(bytesOfBase64)], check);
}

/** What a Secret of a type must hold (mapping H20-5). */
export function checkSecret(manifest: JsonObject, check: Check): void {
  const place: Place = { path: '', value: manifest };
  const plain = entries(place, 'stringData');
  const encoded = entries(place, 'data');
  const keys = new Set([...plain, ...encoded].map(([key]) => key));
  const type = text(place, 'type') ?? '';
  for (const key of NEEDED[type] ?? [])
    if (!keys.has(key)) check.say(`data[${key}]`, 'H20-5', `is required for type ${type}`);
  for (const [key, value] of plain)
    if ((key === '.dockerconfigjson' || key === '.dockercfg') && !isJson(value))
      check.say(`stringData[${key}]`, 'H20-5', 'must be JSON');
  checkSize([...plain.map(([, v]) => Buffer.byteLength(v)), ...encoded.map(bytesOfBase64)], check);
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
};

function checkSize(sizes: readonly number[], check: Check): void {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  if (total > LIMIT) check.say('data', 'H20-9', `must be at most ${LIMIT} bytes, is ${total}`);
}

const bytesOfBase64 = ([, text]: readonly [string, string]): number =>
  Math.floor((text.replace(/=+$/, '').length * 3) / 4);

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
