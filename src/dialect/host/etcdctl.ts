import type { Word } from '../../exec/command.ts';
import type { LogicalText } from '../../source/logical-text.ts';
import type { Check } from '../role.ts';
import { shownWords } from '../shown.ts';
import { type CommandLine, optionValue, type ReadOptions, readOptions } from './command-line.ts';
import { hostChange, noise, question, type Verdict } from './verdict.ts';

/** Options of etcdctl 2 and 3 whose value is the next word. */
const VALUES = [
  '--endpoint',
  '--endpoints',
  '--peers',
  '--peer',
  '-C',
  '--output',
  '-o',
  '--timeout',
  '--total-timeout',
  '--dial-timeout',
  '--command-timeout',
  '--username',
  '-u',
  '--user',
  '--cert-file',
  '--key-file',
  '--ca-file',
  '--cert',
  '--key',
  '--cacert',
  '--discovery-srv',
  '-D',
  '--ttl',
  '--lease',
  '--swap-with-value',
  '--swap-with-index',
  '--with-value',
  '--with-index',
  '--after-index',
];

const WRITES: ReadonlySet<string> = new Set([
  'set',
  'mk',
  'mkdir',
  'setdir',
  'update',
  'updatedir',
  'put',
  'updateDir',
  'setDir',
]);
const REMOVES: ReadonlySet<string> = new Set(['rm', 'rmdir', 'rmDir', 'del', 'delete']);
const DIRECTORIES = /dir$/i;

export interface EtcdCommand {
  readonly verb: string;
  readonly operands: readonly Word[];
  readonly ttlSeconds: number | null;
}

export function readEtcdctl(words: readonly Word[]): EtcdCommand {
  const read = readOptions(words.slice(1), { values: VALUES });
  const [verb, ...operands] = read.operands;
  return { verb: verb?.text.text ?? '', operands, ttlSeconds: ttlOf(read) };
}

function ttlOf(read: ReadOptions): number | null {
  const text = optionValue(read, '--ttl')?.text.replace(/s$/, '') ?? '';
  return /^\d+$/.test(text) && Number(text) > 0 ? Number(text) : null;
}

/** mapping G50, G60, G63, G65. Whether a written key announces or seeds is decided over the whole unit. */
export function classifyEtcdctl(line: CommandLine): Verdict {
  const { verb, operands, ttlSeconds } = readEtcdctl(line.words);
  const key = operands[0]?.text;
  if (WRITES.has(verb) && key !== undefined) {
    const value = DIRECTORIES.test(verb) ? null : (operands[1]?.text ?? null);
    return announces([{ key, value }], false, ttlSeconds);
  }
  if (REMOVES.has(verb) && key !== undefined) return announces([{ key, value: null }], true, null);
  if (verb === 'get' && key !== undefined)
    return {
      kind: 'wait',
      check: etcdKey(key),
      intervalSeconds: null,
      what: `the key ${shownWords(operands.slice(0, 1))}`,
    };
  if (/^(watch|exec-watch)$/.test(verb))
    return question(line, 'G63', 'the program watches etcd; which etcd will it ask?');
  if (/^(lock|elect)$/.test(verb))
    return hostChange(line, 'G65', 'locks and elections in etcd need the Lease API, and code');
  return noise('G42', 'it only looks at etcd');
}

const etcdKey = (key: LogicalText): Check => ({ kind: 'etcd-key', key });

const announces = (
  keys: readonly { readonly key: LogicalText; readonly value: LogicalText | null }[],
  withdraw: boolean,
  ttlSeconds: number | null,
): Verdict => ({
  kind: 'announce',
  store: 'etcd',
  keys,
  withdraw,
  check: null,
  intervalSeconds: null,
  ttlSeconds,
});
