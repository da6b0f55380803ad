import { readFileSync } from 'node:fs';

/** One line of test/vectors/systemd/exec.jsonl, see the README beside it. */
export interface ExecVector {
  readonly id: string;
  readonly group: string;
  readonly unit: string;
  readonly service: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly load: 'loaded' | 'bad-setting';
  readonly result?: string;
  readonly runs?: readonly {
    readonly argv: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    readonly unset?: readonly string[];
  }[];
}

export function readExecVectors(): readonly ExecVector[] {
  const text = readFileSync('test/vectors/systemd/exec.jsonl', 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): ExecVector => JSON.parse(line));
}
