import { isMap } from './compare.ts';

/**
 * Paths of what was sent and is not in the answer: fields behind a feature gate vanish without a word (mapping H2). Values
 * are not compared: quantities come back in another spelling; what was sent empty counts as there.
 */
export function lostFields(sent: unknown, answer: unknown, path = ''): readonly string[] {
  if (isEmpty(sent)) return [];
  if (answer === undefined || answer === null) return [path];
  if (Array.isArray(sent))
    return Array.isArray(answer) && answer.length >= sent.length
      ? sent.flatMap((item, i) => lostItems(item, answer, i, path))
      : [path];
  if (typeof sent !== 'object' || sent === null) return [];
  const fields = new Map(Object.entries(answer));
  return Object.entries(sent).flatMap(([key, value]) =>
    lostFields(value, fields.get(key), path === '' ? key : `${path}.${key}`),
  );
}

/** Others may have put items before ours: an item with a name is found by it. */
function lostItems(
  item: unknown,
  answer: readonly unknown[],
  at: number,
  path: string,
): readonly string[] {
  const name = isNamed(item) ? item.name : null;
  const there =
    name === null ? answer[at] : answer.find((other) => isNamed(other) && other.name === name);
  return lostFields(item, there, `${path}[${name ?? at}]`);
}

const isNamed = (value: unknown): value is { readonly name: string } =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string';

const isEmpty = (value: unknown): boolean =>
  value === '' ||
  value === 0 ||
  value === false ||
  value === undefined ||
  value === null ||
  (Array.isArray(value) && value.length === 0) ||
  (isMap(value as never) && Object.keys(value as object).length === 0);
