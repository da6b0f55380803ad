import { spanOf } from '../source/logical-text.ts';
import type { Span } from '../source/source.ts';
import { literalSpecifiersOf } from './specifiers.ts';
import type { Remark } from './surprises.ts';
import type { Directive } from './unit.ts';

/** Traps that lie in a value, whatever its directive means: `# comments` behind it and younger specifiers. */
export function remarksOnValues(directives: readonly Directive[]): readonly Remark[] {
  return directives
    .filter(({ section }) => !section.startsWith('X-'))
    .flatMap((directive) => [...inlineComment(directive), ...literalSpecifiers(directive)]);
}

/** Free text, and `Environment=`, whose odd words have a finding of their own (mapping D0-32). */
const TAKES_ANY_TEXT = /^(?:Description|Documentation|Environment|EnvironmentFile)$/;

function inlineComment({ key, value }: Directive): readonly Remark[] {
  if (TAKES_ANY_TEXT.test(key) || !value.text.includes('#')) return [];
  const at = key.startsWith('Exec') ? bareHash(value.text) : value.text.search(/[ \t]#/) + 1;
  if (at <= 0) return [];
  const span = spanOf(value, at);
  return [(notes) => notes.say('inline-comment', span, 'D0-01', { key })];
}

/** A `#` that is a word by itself, outside of quotes: 0 when there is none. */
function bareHash(text: string): number {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (character === quote) quote = '';
    else if (quote === '' && /["']/.test(character)) quote = character;
    else if (quote === '' && isHashWord(text, at)) return at;
  }
  return 0;
}

const isHashWord = (text: string, at: number): boolean =>
  text.charAt(at) === '#' && isBlank(text, at - 1) && isBlank(text, at + 1);

const isBlank = (text: string, at: number): boolean => ' \t'.includes(text.charAt(at) || 'x');

/** mapping D12-19, D0-31 */
function literalSpecifiers({ value }: Directive): readonly Remark[] {
  if (!value.text.includes('%')) return [];
  return literalSpecifiersOf(value).map(({ specifier, replacedSince, span }) =>
    remarkOnSpecifier(specifier, replacedSince, span),
  );
}

function remarkOnSpecifier(specifier: string, replacedSince: number | null, span: Span): Remark {
  return (notes) => notes.say('literal-specifier', span, 'D12-19', { specifier, replacedSince });
}
