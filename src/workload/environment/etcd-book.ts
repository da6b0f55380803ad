import type { SupportObject } from '../workload.ts';

/** ConfigMap and Secret that hold values of etcd keys (mapping G60, G62). */
export const ETCD_CONFIG = 'etcd-config';
export const ETCD_SECRETS = 'etcd-secrets';

/** The keys of etcd that one Pod asks for. */
export interface EtcdBook {
  /** `value` null: not known, so the entry is left out and the Pod waits for it, which is seen (mapping G60). */
  put(kind: 'config-map' | 'secret', key: string, value: string | null): void;
  objects(): readonly SupportObject[];
}

export function openEtcd(include: boolean): EtcdBook {
  const config = new Map<string, string>();
  const secrets = new Map<string, string>();
  const used = new Set<'config-map' | 'secret'>();
  return {
    put: (kind, key, value) => {
      used.add(kind);
      if (kind === 'secret') secrets.set(key, include && value !== null ? value : 'REPLACE_ME');
      else if (value !== null) config.set(key, value);
    },
    objects: () => [
      ...(used.has('config-map')
        ? [
            {
              kind: 'ConfigMap' as const,
              name: ETCD_CONFIG,
              data: Object.fromEntries(config),
              binaryData: {},
            },
          ]
        : []),
      ...(used.has('secret')
        ? [
            {
              kind: 'Secret' as const,
              name: ETCD_SECRETS,
              type: 'Opaque',
              stringData: Object.fromEntries(secrets),
            },
          ]
        : []),
    ],
  };
}
