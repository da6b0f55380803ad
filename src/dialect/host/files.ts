import type { Redirect } from '../../exec/shell.ts';
import { concat, type LogicalText, written } from '../../source/logical-text.ts';
import { type CommandLine, optionValue, readOptions } from './command-line.ts';
import type { HttpRequest } from './request.ts';
import { type Classify, noise, type Verdict } from './verdict.ts';

type How = 'mkdir' | 'chown' | 'write' | 'remove';

/** Which of the operands are paths that the command changes. */
type Which = 'all' | 'all-but-first' | 'last';

/** mapping G83–G85: the paths that a command of the host makes or changes. `values`: options that take a word. */
export const changesPaths =
  (how: How, which: Which, values: readonly string[] = []): Classify =>
  (line) => {
    const { operands } = readOptions(line.words.slice(1), { values });
    const paths = operands.map((word) => word.text);
    return prepares(line, how, pick(paths, which));
  };

function pick(paths: readonly LogicalText[], which: Which): readonly LogicalText[] {
  if (which === 'all') return paths;
  return which === 'last' ? paths.slice(-1) : paths.slice(1);
}

function prepares(
  line: CommandLine,
  how: How,
  paths: readonly LogicalText[],
  content: LogicalText | null = null,
  appends = false,
): Verdict {
  return {
    kind: 'prepare-path',
    how,
    program: line.program,
    paths,
    content,
    appends,
    mounted: false,
  };
}

/** Files that only docker, rkt or a shell look at: made anew by every start (mapping G19). */
const RUNTIME_FILE =
  /\.(uuid|cid|pid)$|cid_?file|\/run\/[^/]*uuid|docker\.pid$|\/(run|tmp)\/[^/]*\.(lock|sock)$/i;

export const removesPaths: Classify = (line) => {
  const { operands } = readOptions(line.words.slice(1), { values: [] });
  const paths = operands.map((word) => word.text);
  if (paths.length > 0 && paths.every((path) => RUNTIME_FILE.test(path.text)))
    return noise('G19', 'the file belongs to the runtime of the machine');
  return prepares(line, 'remove', paths);
};

/** `tar xf A -C DIR` */
export const unpacks: Classify = (line) => {
  const read = readOptions(line.words.slice(1), { values: ['-C', '--directory', '-f', '--file'] });
  const into = optionValue(read, '-C', '--directory');
  return prepares(line, 'write', into === null ? [] : [into]);
};

/** `dd of=F` */
export const copiesBytes: Classify = (line) => {
  const paths = line.words.flatMap(({ text }) =>
    text.text.startsWith('of=') ? [sliceFrom(text, 3)] : [],
  );
  return prepares(line, 'write', paths);
};

const sliceFrom = (text: LogicalText, from: number): LogicalText => {
  const span = text.pieces[0]?.span;
  return span === undefined ? text : written(text.text.slice(from), span);
};

/** `curl -o F`, `wget -O F` */
export function downloads(line: CommandLine, request: HttpRequest): Verdict | null {
  if (request.output === null) return null;
  const path = request.output === '' ? [] : [request.output];
  if (path.some((to) => to.text.startsWith('/dev/'))) return null;
  return prepares(line, 'write', path);
}

/** What a command writes into a file by `>`, or null (mapping G85, G93). */
export function writesByRedirect(line: CommandLine): Verdict | null {
  const outputs = line.redirects.filter(isFileOutput);
  if (outputs.length === 0) return null;
  const appends = outputs.some((redirect) => redirect.operator.includes('>>'));
  return prepares(
    line,
    'write',
    outputs.map((redirect) => redirect.target),
    contentOf(line),
    appends,
  );
}

/** `> F` and its kin, `/dev/null` and file descriptors left out. */
export function isFileOutput({ operator, target }: Redirect): boolean {
  return (
    /^\d*(>|>>|>\||&>|&>>)$/.test(operator) &&
    !target.text.startsWith('/dev/') &&
    !/^(&?\d+|-)$/.test(target.text) &&
    target.text !== ''
  );
}

/** The text that `echo`, `printf` or a here-document writes; null: it is made by a program. */
function contentOf({ program, words, redirects }: CommandLine): LogicalText | null {
  if (program === 'cat' && words.length === 1) return hereDocument(redirects);
  if (program === ':' || program === 'true') return { text: '', pieces: [] };
  if (program !== 'echo' && program !== 'printf') return null;
  const args = words.slice(1);
  while (/^-[neE]+$/.test(args[0]?.text.text ?? '')) args.shift();
  if (program === 'printf' && args.length > 1) return null;
  const span = words[0]?.span;
  if (span === undefined) return null;
  return concat(args.flatMap(({ text }, i) => (i === 0 ? [text] : [written(' ', span), text])));
}

const hereDocument = (redirects: readonly Redirect[]): LogicalText | null =>
  redirects.find(({ operator }) => /^<<-?$|^<<<$/.test(operator))?.target ?? null;
