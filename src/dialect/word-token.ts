import type { Word } from '../exec/command.ts';
import type { Token } from '../finding/account.ts';
import { isSecretName, MASK } from '../finding/secret.ts';
import { shownWords } from './shown.ts';

/** One token for each word, in order. */
export function wordTokens(words: readonly Word[], unit: string): readonly Token[] {
  return words.map((word, at) => ({
    kind: 'word',
    unit,
    label: labelOf(word, words[at - 1]),
    span: word.span,
  }));
}

/** Of `NAME=value` the name only; a word after `--password` or after the key `/db/password` not at all. */
function labelOf(word: Word, before: Word | undefined): string {
  const name = before?.text.text ?? '';
  if (/^(--?[A-Za-z]|\/)/.test(name) && isSecretName(name.replace(/^-+/, ''))) return MASK;
  const set = /^(-{0,2}[A-Za-z_][\w.-]*=)./.exec(word.text.text);
  return set?.[1] ?? shownWords([word], 40);
}
