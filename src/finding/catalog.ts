import { CONTAINER_CODES } from './catalog/container.ts';
import { EXEC_CODES } from './catalog/exec.ts';
import { FLEET_CODES } from './catalog/fleet.ts';
import { GENERAL_CODES } from './catalog/general.ts';
import { IDIOM_CODES } from './catalog/idiom.ts';
import { MANIFEST_CODES } from './catalog/manifest.ts';
import { POD_CODES } from './catalog/pod.ts';
import { READER_CODES } from './catalog/reader.ts';
import { SET_CODES } from './catalog/set.ts';
import { SYSTEMD_CODES } from './catalog/systemd.ts';
import type { Entry as AnyEntry } from './entry.ts';

export type { Entry } from './entry.ts';

/** Every finding the program can make. One page each in docs/findings/CODE.md. */
export const CATALOG = {
  ...GENERAL_CODES,
  ...READER_CODES,
  ...EXEC_CODES,
  ...SYSTEMD_CODES,
  ...FLEET_CODES,
  ...CONTAINER_CODES,
  ...IDIOM_CODES,
  ...SET_CODES,
  ...MANIFEST_CODES,
  ...POD_CODES,
} as const satisfies Record<string, AnyEntry<never>>;

export type Code = keyof typeof CATALOG;
export type ArgsOf<C extends Code> = Parameters<(typeof CATALOG)[C]['message']>[0];
