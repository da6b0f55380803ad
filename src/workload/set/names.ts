import type { KubeVersion } from '../../decision/options.ts';
import { type UnitName, unescapeHex } from '../../unit/name.ts';
import { encodedKey, hash8, sanitised } from '../container/pod-name.ts';

/** The lowest limit of any kind is that of CronJobs; names stay when the kind changes (mapping A06, A17). */
const LONGEST_NAME = 52;

/** A workload that wants a name: the unit that leads it, or all instances of its template at once. */
export interface NameWish {
  readonly unit: UnitName;
  /** It stands for a whole template and bears its prefix (mapping A05). */
  readonly collapsed: boolean;
}

export interface GivenName {
  readonly name: string;
  /** Why it is not simply the unit's name without suffix; null: it is, but for `@`. */
  readonly changed: 'characters' | 'length' | 'collision' | null;
}

/**
 * Object names for all workloads of a set, by full unit name (mapping A05–A07). In a colliding set the unit whose base
 * is the name keeps it; all others get a hash of their full name, whatever the order of the input.
 */
export function objectNames(wishes: readonly NameWish[]): ReadonlyMap<string, GivenName> {
  const byName = new Map<string, NameWish[]>();
  for (const wish of wishes) {
    const { name } = wished(wish);
    byName.set(name, [...(byName.get(name) ?? []), wish]);
  }
  const given = new Map<string, GivenName>();
  for (const [name, rivals] of byName) {
    const keeper = keeperOf(name, rivals);
    for (const wish of rivals) {
      if (wish === keeper) given.set(wish.unit.full, wished(wish));
      else given.set(wish.unit.full, { name: hashed(name, wish.unit), changed: 'collision' });
    }
  }
  return given;
}

function wished(wish: NameWish): GivenName {
  const base = unescapeHex(baseOf(wish));
  const name = sanitised(base);
  if (name.length > LONGEST_NAME) return { name: hashed(name, wish.unit), changed: 'length' };
  return {
    name,
    changed: base.replaceAll('@', '-').replace(/-+$/, '') === name ? null : 'characters',
  };
}

const baseOf = ({ unit, collapsed }: NameWish): string =>
  collapsed && unit.prefix !== '' ? unit.prefix : unit.base;

/** 43 characters, `-`, the first 8 hex digits of the SHA-256 of the full unit name (mapping A06). */
function hashed(name: string, unit: UnitName): string {
  const kept = name.slice(0, LONGEST_NAME - 9).replace(/-+$/, '');
  return `${kept}-${hash8(unit.full)}`;
}

/** A longer name was hashed already, so only short ones collide. */
function keeperOf(name: string, rivals: readonly NameWish[]): NameWish | undefined {
  const ordered = rivals.toSorted((a, b) => (a.unit.full < b.unit.full ? -1 : 1));
  if (ordered.length === 1) return ordered[0];
  return (
    ordered.find((w) => baseOf(w) === name) ??
    ordered.find((w) => baseOf(w).toLowerCase() === name) ??
    undefined
  );
}

/** Name of the n-th CronJob of one unit, inside the limit (mapping B45). */
export function numberedName(name: string, n: number): string {
  const suffix = `-${n}`;
  return `${name.slice(0, LONGEST_NAME - suffix.length).replace(/-+$/, '')}${suffix}`;
}

/** mapping A08: before 1.36 the name of a Service begins with a letter. */
export function serviceNameOf(name: string, version: KubeVersion): string {
  return version === '1.35' && /^[0-9]/.test(name) ? `s-${name}` : name;
}

/** The headless Service of a StatefulSet (mapping H10-15). */
export const peersNameOf = (name: string, version: KubeVersion): string =>
  serviceNameOf(`${name}-peers`, version);

const LABEL_NAME = /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

export const isLabelValue = (text: string): boolean => text === '' || LABEL_NAME.test(text);

/**
 * Value of a node label for a value of fleet's metadata (mapping C17): legal ones as they are, else each odd byte
 * becomes `_xHH`. The labelling plan uses the same function, so both sides agree.
 */
export const labelValue = (text: string): string => (isLabelValue(text) ? text : encodedKey(text));

/** DNS subdomain of at most 253 characters. */
const SUBDOMAIN = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** Key of a node label for a key of fleet's metadata (mapping C17). `prefix`: of our own labels. */
export function labelKey(key: string, prefix: string): string {
  if (/(^|[./])(kubernetes\.io|k8s\.io)\//.test(key)) return `${prefix}/${encodedName(key)}`;
  const slash = key.indexOf('/');
  if (slash > 0 && SUBDOMAIN.test(key.slice(0, slash)) && LABEL_NAME.test(key.slice(slash + 1)))
    return key;
  return encodedName(key);
}

const encodedName = (text: string): string => (LABEL_NAME.test(text) ? text : encodedKey(text));
