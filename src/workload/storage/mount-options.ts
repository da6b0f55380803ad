/** Options of a mount, as far as a volume can say them (mapping B90, B94, B95). */
export interface MountOptions {
  /** What a PersistentVolume's `mountOptions` take. */
  readonly kept: readonly string[];
  readonly readOnly: boolean;
  readonly bind: boolean;
  /** Kubernetes quantity of `size=`. */
  readonly size: string | null;
}

/** For the init system or for users: no volume knows them (mapping B90). */
const DROPPED = /^(_netdev|noauto|nofail|auto|x-systemd\..*|bg|fg|users?|defaults|rw|ro|r?bind|)$/;

export function parseMountOptions(text: string): MountOptions {
  const options = text.split(',').map((option) => option.trim());
  const size = options.find((option) => option.startsWith('size='))?.slice('size='.length) ?? null;
  return {
    kept: options.filter((option) => !DROPPED.test(option) && !option.startsWith('size=')),
    readOnly: options.includes('ro'),
    bind: options.includes('bind') || options.includes('rbind'),
    size: size === null ? null : quantityOf(size),
  };
}

/** `64m`, `1g`, bytes; a share of the memory (`50%`) is no quantity. */
function quantityOf(size: string): string | null {
  const [, number, unit] = /^(\d+)([kmgKMG]?)$/.exec(size) ?? [];
  if (number === undefined) return null;
  return unit === '' ? number : `${number}${unit?.toUpperCase() ?? ''}i`;
}
