import type { Decisions } from '../../decision/options.ts';
import { openNames, sanitised, shortened } from '../container/pod-name.ts';
import type { Claim } from '../workload.ts';
import type { VolumeBook } from './volume-book.ts';

/** The claims of one workload. */
export interface ClaimBook {
  /** Name of the Pod's volume for it; `key` is what is stored there: a path, a volume of docker. */
  use(wish: string, key: string): string;
  claims(): readonly Claim[];
}

/** mapping H6, "PVs written by the tool": size and class as decided, else 1Gi of the default class. */
export function openClaims(
  workload: string,
  asTemplates: boolean,
  volumes: VolumeBook,
  decisions: Decisions,
): ClaimBook {
  const [storageClassName, size] = chosen(decisions.text('pvc'));
  const byKey = new Map<string, { readonly volume: string; readonly claim: Claim }>();
  const free = openNames(63);
  return {
    use: (wish, key) => {
      const known = byKey.get(key);
      if (known !== undefined) return known.volume;
      const part = free(sanitised(wish, 'data'));
      const name = asTemplates ? part : shortened(`${workload}-${part}`, 200);
      const accessMode = decisions.isOn('rwop') ? 'ReadWriteOncePod' : 'ReadWriteOnce';
      const claim: Claim = { name, accessMode, size, storageClassName, volumeName: null };
      const volume = asTemplates
        ? part
        : volumes.use(wish, `claim:${key}`, { kind: 'claim', claimName: name, readOnly: false });
      byKey.set(key, { volume, claim });
      return volume;
    },
    claims: () => [...byKey.values()].map(({ claim }) => claim),
  };
}

/** `CLASS:SIZE`, `CLASS`, `:SIZE` */
function chosen(text: string | null): readonly [string | null, string] {
  const [storageClass = '', size = ''] = (text ?? '').split(':');
  return [storageClass === '' ? null : storageClass, size === '' ? '1Gi' : size];
}
