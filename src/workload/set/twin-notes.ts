import { openTokensOf } from '../../dialect/default-answer.ts';
import type { Token } from '../../finding/account.ts';
import type { Book, Notes } from '../../finding/notes.ts';
import type { SetUnit } from './unit-set.ts';

/**
 * Notes of the first of several instances that one workload stands for: what is said about a word of it holds for the
 * same word of the others (mapping B22), whose tokens get the same account.
 */
export function twinNotes(book: Book, first: SetUnit, others: readonly SetUnit[]): Notes {
  const own = book.of(first.id);
  if (others.length === 0) return own;
  const ownTokens = openTokensOf(first.facts).map(keyOf);
  const twins = others.map((unit) => {
    const tokens = openTokensOf(unit.facts);
    const byKey =
      tokens.length === ownTokens.length
        ? new Map(tokens.map((token, i) => [ownTokens[i] ?? '', token]))
        : new Map<string, Token>();
    const twinOf = (token: Token): Token =>
      byKey.get(keyOf(token)) ?? {
        ...token,
        unit: unit.id,
        span: { ...token.span, file: fileOf(token, first, unit) },
      };
    return { notes: book.of(unit.id), twinOf };
  });
  return {
    unit: own.unit,
    open: (token) => {
      own.open(token);
      for (const { notes, twinOf } of twins) notes.open(twinOf(token));
    },
    settle: (token, account, rule, detail) => {
      own.settle(token, account, rule, detail);
      for (const { notes, twinOf } of twins) notes.settle(twinOf(token), account, rule, detail);
    },
    divide: (token, parts) => {
      own.divide(token, parts);
      for (const { notes, twinOf } of twins) notes.divide(twinOf(token), parts.map(twinOf));
    },
    say: (code, about, rule, args, related) => {
      own.say(code, about, rule, args, related);
      if (about === null || !('kind' in about)) return;
      for (const { notes, twinOf } of twins) notes.say(code, twinOf(about), rule, args, related);
    },
  };
}

const keyOf = ({ kind, span, label }: Token): string =>
  [kind, span.file, span.start, span.end, label].join('\0');

const fileOf = (token: Token, first: SetUnit, unit: SetUnit): string =>
  token.span.file === first.facts.unit.file ? unit.facts.unit.file : token.span.file;
