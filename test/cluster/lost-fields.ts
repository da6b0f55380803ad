/**
 * Paths of what was sent and is not in the answer: fields behind a feature gate vanish without a word (mapping H2).
 * Quantities come back in another spelling and `stringData` moves to `data`, so values are not compared, and nothing that
 * was sent empty counts.
 */
export function lostFields(sent: unknown, answer: unknown, path = ''): readonly string[] {
  if (isEmpty(sent) || path === '.stringData') return [];
  if (answer === undefined || answer === null) return [path];
  if (Array.isArray(sent))
    return Array.isArray(answer) && answer.length === sent.length
      ? sent.flatMap((item, i) => lostFields(item, answer[i], `${path}[${i}]`))
      : [path];
  if (typeof sent !== 'object' || sent === null) return [];
  const fields = new Map(Object.entries(answer));
  return Object.entries(sent).flatMap(([key, value]) =>
    lostFields(value, fields.get(key), `${path}.${key}`),
  );
}

const isEmpty = (value: unknown): boolean =>
  value === '' ||
  value === 0 ||
  value === false ||
  value === undefined ||
  (typeof value === 'object' && value !== null && Object.keys(value).length === 0);
