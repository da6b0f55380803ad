import type { Word } from '../../exec/command.ts';
import { type LogicalText, slice } from '../../source/logical-text.ts';
import { hasOption, optionValue, type ReadOptions, readOptions } from './command-line.ts';

/** What curl or wget asks for. */
export interface HttpRequest {
  readonly method: string;
  readonly url: Url | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  /** An answer of 400 and more makes the program fail. */
  readonly failsOnError: boolean;
  readonly timeoutSeconds: number | null;
  /** `-o F`, `-O`: '' is a name taken from the URL; null: standard output. */
  readonly output: LogicalText | null | '';
  /** Bodies in order: `-d value=x`. */
  readonly data: readonly LogicalText[];
  /** User and password are given. */
  readonly authenticates: boolean;
}

export interface Url {
  readonly https: boolean;
  readonly host: LogicalText;
  /** null: written, and not a number that is known. */
  readonly port: number | null;
  /** With the query; may be empty. */
  readonly path: LogicalText;
}

const CURL_VALUES = [
  '-X',
  '--request',
  '-d',
  '--data',
  '--data-urlencode',
  '--data-binary',
  '--data-raw',
  '-F',
  '--form',
  '-H',
  '--header',
  '-o',
  '--output',
  '-m',
  '--max-time',
  '--connect-timeout',
  '-u',
  '--user',
  '-A',
  '--user-agent',
  '-w',
  '--write-out',
  '--retry',
  '--retry-delay',
  '--retry-max-time',
  '-e',
  '--cacert',
  '--cert',
  '-E',
  '--key',
  '--unix-socket',
  '-T',
  '--upload-file',
  '-x',
  '--proxy',
  '-b',
  '-c',
  '--url',
  '--interface',
  '--resolve',
];

const WGET_VALUES = [
  '-O',
  '--output-document',
  '-o',
  '--output-file',
  '-T',
  '--timeout',
  '--connect-timeout',
  '-t',
  '--tries',
  '-w',
  '--wait',
  '--header',
  '--post-data',
  '--body-data',
  '--method',
  '--user',
  '--password',
  '-P',
  '-U',
];

export function readCurl(words: readonly Word[]): HttpRequest {
  const read = readOptions(words.slice(1), { values: CURL_VALUES });
  const data = valuesOf(
    read,
    '-d',
    '--data',
    '--data-urlencode',
    '--data-binary',
    '--data-raw',
    '-F',
    '--form',
  );
  const given = optionValue(read, '-X', '--request')?.text;
  const uploads = hasOption(read, '-T', '--upload-file');
  return {
    method:
      given ??
      (hasOption(read, '-I', '--head')
        ? 'HEAD'
        : uploads
          ? 'PUT'
          : data.length > 0
            ? 'POST'
            : 'GET'),
    url: firstUrl(read, optionValue(read, '--url')),
    headers: valuesOf(read, '-H', '--header').flatMap(headerOf),
    failsOnError: hasOption(read, '-f', '--fail', '--fail-with-body'),
    timeoutSeconds: secondsOf(optionValue(read, '-m', '--max-time', '--connect-timeout')),
    output:
      optionValue(read, '-o', '--output') ?? (hasOption(read, '-O', '--remote-name') ? '' : null),
    data,
    authenticates: hasOption(read, '-u', '--user'),
  };
}

export function readWget(words: readonly Word[]): HttpRequest {
  const read = readOptions(words.slice(1), { values: WGET_VALUES });
  const to = optionValue(read, '-O', '--output-document');
  const data = valuesOf(read, '--post-data', '--body-data');
  return {
    method: optionValue(read, '--method')?.text ?? (data.length > 0 ? 'POST' : 'GET'),
    url: firstUrl(read, null),
    headers: valuesOf(read, '--header').flatMap(headerOf),
    failsOnError: true,
    timeoutSeconds: secondsOf(optionValue(read, '-T', '--timeout', '--connect-timeout')),
    output: hasOption(read, '--spider') || to?.text === '-' ? null : (to ?? ''),
    data,
    authenticates: hasOption(read, '--user', '--password'),
  };
}

const valuesOf = (read: ReadOptions, ...names: readonly string[]): readonly LogicalText[] =>
  read.options.flatMap(({ name, value }) =>
    names.includes(name) && value !== null ? [value] : [],
  );

function headerOf({ text }: LogicalText): HttpRequest['headers'] {
  const match = /^([\w-]+):\s*(.*)$/.exec(text);
  return match === null ? [] : [{ name: match[1] ?? '', value: match[2] ?? '' }];
}

/** Whole seconds, at least 1 (mapping, "Check → Probe handler"). */
export function secondsOf(text: LogicalText | null): number | null {
  const match = /^\d+(\.\d+)?$/.exec(text?.text ?? '');
  return match === null ? null : Math.max(1, Math.ceil(Number(match[0])));
}

function firstUrl(read: ReadOptions, named: LogicalText | null): Url | null {
  const text = named ?? read.operands[0]?.text;
  return text === undefined ? null : readUrl(text);
}

const URL_SHAPE = /^(?:(https?):\/\/)?(?:[^/@]*@)?([^/:?#]+)(?::([^/?#]*))?([/?#].*)?$/d;

/** `http://H:P/path`, scheme optional as curl has it; null: not one. Holes stand where they stand. */
export function readUrl(text: LogicalText): Url | null {
  const match = URL_SHAPE.exec(text.text);
  const host = match?.indices?.[2];
  if (match === null || host === undefined) return null;
  const https = match[1] === 'https';
  return {
    https,
    host: slice(text, host[0], host[1]),
    port: portOf(match[3], https),
    path: slice(text, text.text.length - (match[4] ?? '').length),
  };
}

function portOf(written: string | undefined, https: boolean): number | null {
  if (written === undefined || written === '') return https ? 443 : 80;
  const port = /^\d{1,5}$/.test(written) ? Number(written) : 0;
  return port > 0 && port <= 65_535 ? port : null;
}
