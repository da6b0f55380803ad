import type { SupportObject } from '../workload.ts';

/** mapping H20-4: what stands in a Secret unless `--option include-secrets` is given. */
const REDACTED = 'REPLACE_ME';

/** Collects the secret values of one workload for its Secret `NAME-secret`. */
export interface SecretBook {
  readonly name: string;
  /** Key under which the value is found; the same key for the same value. */
  put(key: string, value: string): string;
  objects(): readonly SupportObject[];
}

export function openSecrets(workload: string, include: boolean): SecretBook {
  const name = `${workload}-secret`;
  const values = new Map<string, string>();
  return {
    name,
    put: (wish, value) => {
      const base = wish.replace(/[^-._a-zA-Z0-9]/g, '_').slice(0, 240);
      let key = base;
      for (let n = 2; values.has(key) && values.get(key) !== value; n++) key = `${base}-${n}`;
      values.set(key, value);
      return key;
    },
    objects: () =>
      values.size === 0
        ? []
        : [
            {
              kind: 'Secret',
              name,
              type: 'Opaque',
              stringData: Object.fromEntries(
                [...values].map(([key, value]) => [key, include ? value : REDACTED]),
              ),
            },
          ],
  };
}
