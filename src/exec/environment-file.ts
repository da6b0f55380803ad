import { holdsBytes, holdsNoncharacters } from '../source/bytes.ts';

/** One line of an environment file that sets something. */
export interface FileVariable {
  readonly name: string;
  readonly value: string;
}

/**
 * The variables of a file that `EnvironmentFile=` names, in its order (mapping D3-02a, D3-02b). It is no shell and no
 * docker env file: quotes count at the start of a value or right after a closing quote, a backslash takes the next
 * character, values go on over lines inside quotes. Names are not checked here. null: systemd does not take the file, for
 * a NUL anywhere in it or for a variable with bytes that are not UTF-8 (they may stand in a comment).
 */
export function readEnvironmentFile(text: string): readonly FileVariable[] | null {
  if (text.includes('\0')) return null;
  const reader: Reader = { state: 'pre-key', key: '', value: '', blanksFrom: -1, found: [] };
  for (const c of text) reader.state = NEXT[reader.state](reader, c);
  if (STATES_WITH_VALUE.has(reader.state)) push(reader, reader.state === 'value');
  const isText = reader.found.every(({ name, value }) => isTextOf(name) && isTextOf(value));
  return isText ? reader.found : null;
}

const isTextOf = (text: string): boolean => !holdsBytes(text) && !holdsNoncharacters(text);

type State =
  | 'pre-key'
  | 'key'
  | 'pre-value'
  | 'value'
  | 'escape'
  | 'single'
  | 'double'
  | 'double-escape'
  | 'comment'
  | 'comment-escape';

interface Reader {
  state: State;
  key: string;
  value: string;
  /** Where the blanks at the end of the value begin, −1: it does not end in one. */
  blanksFrom: number;
  readonly found: FileVariable[];
}

const STATES_WITH_VALUE: ReadonlySet<State> = new Set<State>([
  'pre-value',
  'value',
  'escape',
  'single',
  'double',
  'double-escape',
]);

const isNewline = (c: string): boolean => c === '\n' || c === '\r';
const isBlank = (c: string): boolean => c === ' ' || c === '\t' || isNewline(c);

const NEXT: Readonly<Record<State, (reader: Reader, c: string) => State>> = {
  'pre-key': (reader, c) => {
    if (c === '#' || c === ';') return 'comment';
    if (isBlank(c)) return 'pre-key';
    reader.key = c;
    return 'key';
  },
  key: (reader, c) => {
    if (isNewline(c)) return 'pre-key';
    if (c === '=') {
      reader.value = '';
      reader.blanksFrom = -1;
      return 'pre-value';
    }
    reader.key += c;
    return 'key';
  },
  'pre-value': (reader, c) => {
    if (isNewline(c)) return push(reader, false);
    if (c === "'") return 'single';
    if (c === '"') return 'double';
    if (c === '\\') return 'escape';
    if (isBlank(c)) return 'pre-value';
    reader.value += c;
    return 'value';
  },
  value: (reader, c) => {
    if (isNewline(c)) return push(reader, true);
    if (c === '\\') {
      reader.blanksFrom = -1;
      return 'escape';
    }
    if (!isBlank(c)) reader.blanksFrom = -1;
    else if (reader.blanksFrom < 0) reader.blanksFrom = reader.value.length;
    reader.value += c;
    return 'value';
  },
  escape: (reader, c) => {
    if (!isNewline(c)) reader.value += c;
    return 'value';
  },
  single: (reader, c) => {
    if (c === "'") return 'pre-value';
    reader.value += c;
    return 'single';
  },
  double: (reader, c) => {
    if (c === '"') return 'pre-value';
    if (c === '\\') return 'double-escape';
    reader.value += c;
    return 'double';
  },
  'double-escape': (reader, c) => {
    if ('"\\`$'.includes(c)) reader.value += c;
    else if (c !== '\n') reader.value += `\\${c}`;
    return 'double';
  },
  comment: (_, c) => (c === '\\' ? 'comment-escape' : isNewline(c) ? 'pre-key' : 'comment'),
  // A backslash joins lines in comments too, up to systemd 253 (exec-0178).
  'comment-escape': () => 'comment',
};

function push(reader: Reader, trims: boolean): State {
  const { value, blanksFrom } = reader;
  reader.found.push({
    name: reader.key.replace(/[ \t\n\r]+$/, ''),
    value: trims && blanksFrom >= 0 ? value.slice(0, blanksFrom) : value,
  });
  return 'pre-key';
}
