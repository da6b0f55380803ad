import type { Workload } from '../../workload/workload.ts';
import type { Naming } from './naming.ts';

/** Keys and values of one object together, in bytes (mapping A33). */
const LIMIT = 262_144;

/** Cuts the longest annotations until all of them fit, and says so (mapping A33). */
export function fitAnnotations(
  annotations: Readonly<Record<string, string>>,
  workload: Workload,
  naming: Naming,
): Readonly<Record<string, string>> {
  const fitting = { ...annotations };
  for (;;) {
    const excess = sizeOf(fitting) - LIMIT;
    if (excess <= 0) return fitting;
    const longest = Object.entries(fitting).reduce((a, b) => (b[1].length > a[1].length ? b : a));
    const [key, value] = longest;
    fitting[key] = cutTo(value, bytes(value) - excess);
    naming.book?.of(workload.sources[0]?.unit ?? null).say('not-needed', null, 'A33', {
      what: `the end of annotation ${key} of ${workload.name}`,
      why: `all annotations of an object have ${LIMIT} bytes, and the unit file has the whole text`,
    });
  }
}

const bytes = (text: string): number => Buffer.byteLength(text, 'utf8');

const sizeOf = (annotations: Readonly<Record<string, string>>): number =>
  Object.entries(annotations).reduce((sum, [key, value]) => sum + bytes(key) + bytes(value), 0);

/** The longest beginning of at most `length` bytes that ends with a mark. */
function cutTo(text: string, length: number): string {
  const mark = '…';
  const room = Math.max(0, length - bytes(mark));
  const cut = Buffer.from(text, 'utf8')
    .subarray(0, room)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
  return length < bytes(mark) ? '' : cut + mark;
}
