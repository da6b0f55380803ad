import type { NameRule } from './names.ts';

interface FieldRange {
  readonly least: number;
  readonly most: number;
  readonly names: readonly string[];
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const DAYS = 'sun mon tue wed thu fri sat'.split(' ');
const FIELDS: readonly FieldRange[] = [
  { least: 0, most: 59, names: [] },
  { least: 0, most: 23, names: [] },
  { least: 1, most: 31, names: [] },
  { least: 1, most: 12, names: ['', ...MONTHS] },
  { least: 0, most: 6, names: DAYS },
];
const DESCRIPTOR = /^@(?:yearly|annually|monthly|weekly|daily|midnight|hourly)$/;
/** A duration as Go writes it. */
const EVERY = /^@every [+-]?(?:0|(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

/** The schedule of a CronJob as the controller's parser reads it: five fields, or a descriptor (vectors: cron.jsonl). */
export const cronSchedule: NameRule = (text) => {
  if (text.includes('TZ=')) return 'must not name a time zone: that is timeZone';
  if (text.startsWith('@'))
    return DESCRIPTOR.test(text) || EVERY.test(text) ? null : 'must be a descriptor of cron';
  const fields = text.split(/\s+/).filter((field) => field !== '');
  if (fields.length !== FIELDS.length) return `must have 5 fields, has ${fields.length}`;
  const wrong = FIELDS.flatMap((range, i) =>
    (fields[i] ?? '')
      .split(',')
      .filter((part) => part !== '')
      .flatMap((part) => (isPart(part, range) ? [] : [part])),
  );
  return wrong.length === 0 ? null : `must be a cron schedule, not ${wrong.join(' ')}`;
};

/** `*`, `5`, `1-5`, `mon-fri`, each with `/STEP`. */
function isPart(part: string, { least, most, names }: FieldRange): boolean {
  const [range = '', stepText, ...more] = part.split('/');
  const [low = '', high, ...rest] = range.split('-');
  const step = stepText === undefined ? 1 : wholeNumber(stepText);
  if (more.length > 0 || step === null || step === 0) return false;
  if (low === '*' || low === '?') return true;
  const start = numberOrName(low, names);
  const end = high === undefined ? start : numberOrName(high, names);
  if (rest.length > 0 || start === null || end === null) return false;
  return start >= least && end <= most && start <= end;
}

function numberOrName(text: string, names: readonly string[]): number | null {
  const index = text === '' ? -1 : names.indexOf(text.toLowerCase());
  return index >= 0 ? index : wholeNumber(text);
}

const wholeNumber = (text: string): number | null => (/^\+?\d+$/.test(text) ? Number(text) : null);
