import { describe, expect, it } from 'vitest';
import { decodeBytes } from '../../src/source/bytes.ts';
import { written } from '../../src/source/logical-text.ts';
import { fleetOptionsOf, readFleet } from '../../src/unit/fleet-reader.ts';
import { writeStored } from '../../src/unit/fleet-writer.ts';
import { fleetHash } from '../../src/unit/hash.ts';
import { printNodes } from '../../src/unit/lines.ts';
import { shownHash } from '../../src/unit/shown-hash.ts';
import { recorded } from './recorded.ts';

type Option = readonly [section: string, name: string, value: string];

interface RecordedText {
  readonly id: string;
  readonly tag: string;
  readonly encoding?: 'base64';
  readonly text: string;
  readonly error?: string;
  readonly options?: readonly Option[];
  readonly hash?: string;
  readonly written?: string;
  readonly reread?: { options?: readonly Option[]; hash?: string; error?: string };
  readonly refused?: string;
}

const isPlain = ({ encoding }: RecordedText): boolean => encoding === undefined;

/** Text, options, hash and stored text of one reading, as the recording has them. */
function readAndWrite(text: string) {
  const reading = readFleet(text);
  expect(printNodes(text, reading.nodes)).toBe(text);
  const stored = writeStored(written(text, { file: 'x', start: 0, end: text.length }), reading);
  const options: Option[] = fleetOptionsOf(reading).map((option) => [
    option.header.name,
    option.key,
    text.slice(option.valueStart, option.valueEnd),
  ]);
  return { reading, options, stored: stored.text.text, hash: fleetHash(stored.text.text) };
}

describe('what fleet reads and writes', () => {
  it.each(recorded<RecordedText>('fleet/unit-read.jsonl'))('agrees on $id ($tag)', (line) => {
    const plain = (text: string): string =>
      isPlain(line) ? text : decodeBytes(Buffer.from(text, 'base64'));
    const decoded = (options: readonly Option[] | undefined) =>
      options?.map((option) => option.map(plain));
    const text = plain(line.text);
    const first = readAndWrite(text);
    expect(first.reading.refusal?.message).toBe(line.error);
    if (line.error !== undefined) return;
    expect(first.options).toEqual(decoded(line.options));
    expect(first.stored).toBe(line.written === undefined ? text : plain(line.written));
    expect(first.hash).toBe(line.hash);
    const second = readAndWrite(first.stored);
    expect(second.reading.refusal?.message).toBe(line.reread?.error);
    expect(second.reading.refusal?.message).toBe(line.refused);
    if (line.reread?.error !== undefined) return;
    expect(second.options).toEqual(decoded(line.reread?.options ?? line.options));
    expect(second.hash).toBe(line.reread?.hash ?? line.hash);
    expect(shownHash(text)).toBe(second.hash);
  });
});
