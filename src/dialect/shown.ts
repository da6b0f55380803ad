import type { Word } from '../exec/command.ts';
import { maskSecrets } from '../finding/secret.ts';
import { type LogicalText, templateOf } from '../source/logical-text.ts';

/** The words as a person wrote them, shortened, secrets masked. For findings. */
export function shownWords(words: readonly Word[], limit = 60): string {
  const text = words.map((word) => shownText(word.text)).join(' ');
  const masked = maskSecrets(text.replace(/\s+/g, ' '));
  return masked.length > limit ? `${masked.slice(0, limit - 1)}…` : masked;
}

/** Text for people: what is not known stands as it was written. */
export function shownText(text: LogicalText): string {
  return templateOf(text)
    .map((part) => {
      if (typeof part === 'string') return part;
      return part.kind === 'etcd-key' ? `$(etcdctl get ${part.key})` : part.was;
    })
    .join('');
}
