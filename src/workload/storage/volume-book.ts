import { hash8, sanitised, shortened } from '../container/pod-name.ts';
import type { Volume, VolumeSource } from '../pod.ts';

/** The volumes of one Pod: two containers that mount the same thing share one (mapping A11). */
export interface VolumeBook {
  /** Name of the volume with this source. `key` tells apart sources that look alike, such as two empty directories. */
  use(wish: string, key: string, source: VolumeSource): string;
  volumes(): readonly Volume[];
}

export function openVolumes(): VolumeBook {
  const byKey = new Map<string, Volume>();
  const names = new Set<string>();
  return {
    use: (wish, key, source) => {
      const known = byKey.get(key);
      if (known !== undefined) return known.name;
      const base = shortened(sanitised(wish, 'data'), 63);
      const name = names.has(base) ? `${shortened(base, 54)}-${hash8(key)}` : base;
      names.add(name);
      byKey.set(key, { name, source });
      return name;
    },
    volumes: () => [...byKey.values()],
  };
}
