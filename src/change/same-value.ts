import { quantityOf } from '../manifest/check/quantity.ts';
import type { Json } from '../manifest/manifest.ts';

/** Values of these fields are quantities: `1.5` and `1500m` are one (mapping H96). */
const QUANTITY_FIELDS = new Set(['limits', 'requests', 'capacity']);
const QUANTITY_NAMES = new Set(['sizeLimit', 'storage']);

/** Do both say the same to Kubernetes at that place? Maps and lists are the caller's. */
export function isSameValue(
  path: readonly string[],
  a: Json | undefined,
  b: Json | undefined,
): boolean {
  if (a === b) return true;
  if (isEmpty(a) && isEmpty(b)) return true;
  if (isScalar(a) && isScalar(b)) {
    if (isQuantityPlace(path)) return sameNumber(quantityOf(String(a)), quantityOf(String(b)));
    if (isPortPlace(path)) return String(a) === String(b);
  }
  return false;
}

/**
 * Not said, in other words. `false` and `{}` are not among them: a Pod without `automountServiceAccountToken` mounts the token,
 * and a peer with an empty selector is every Pod.
 */
const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

const isScalar = (value: Json | undefined): value is string | number =>
  typeof value === 'string' || typeof value === 'number';

const isQuantityPlace = (path: readonly string[]): boolean =>
  QUANTITY_NAMES.has(path.at(-1) ?? '') || QUANTITY_FIELDS.has(path.at(-2) ?? '');

/** `targetPort: 80` and `targetPort: "80"`. */
const isPortPlace = (path: readonly string[]): boolean => /port$/i.test(path.at(-1) ?? '');

/** Equal but for what floating point loses on the way. */
const sameNumber = (a: number | null, b: number | null): boolean =>
  a !== null &&
  b !== null &&
  Math.abs(a - b) <= Number.EPSILON * 4 * Math.max(Math.abs(a), Math.abs(b));
