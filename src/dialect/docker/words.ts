import type { Word } from '../../exec/command.ts';
import type { Token } from '../../finding/account.ts';
import { maskSecrets } from '../../finding/secret.ts';
import { type Hole, type LogicalText, templateOf } from '../../source/logical-text.ts';
import type { Span } from '../../source/source.ts';

/** Text for people: a hole as it was asked for, secrets masked. */
export function shown(text: LogicalText): string {
  const parts = templateOf(text).map((part) => (typeof part === 'string' ? part : holeText(part)));
  return maskSecrets(parts.join(''));
}

function holeText(hole: Hole): string {
  return hole.kind === 'etcd-key' ? `$(etcdctl get ${hole.key})` : hole.was;
}

export function wordToken(word: Word, unit: string): Token {
  return { kind: 'word', unit, label: shown(word.text), span: word.span };
}

/** From the start of one to the end of the other. Words of a variable may stand elsewhere: then only the first. */
export function joinSpans(first: Span, last: Span): Span {
  if (first.file !== last.file || last.start < first.start) return first;
  return { file: first.file, start: first.start, end: Math.max(first.end, last.end) };
}
