const UNITS: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** A time as `sleep` and `timeout` take it, in seconds: `10`, `0.5`, `5m`, `inf`. null: not one. */
export function readDuration(text: string): number | null {
  if (/^inf(inity)?$/i.test(text)) return Number.POSITIVE_INFINITY;
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  if (match === null) return null;
  return Number(match[1]) * (UNITS[match[2] ?? ''] ?? 1);
}
