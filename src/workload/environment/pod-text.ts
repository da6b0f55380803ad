import { holdsBytes, replaceBytes } from '../../source/bytes.ts';
import { type Hole, type LogicalText, templateOf } from '../../source/logical-text.ts';
import type { About } from '../container/about.ts';
import { placeholderFor } from '../container/placeholder.ts';
import type { Scope } from '../container/scope.ts';
import { etcdReference } from './etcd-reference.ts';
import { hostFact } from './host-facts.ts';
import { withInstance } from './instance-text.ts';
import { withNamesOfToday } from './old-names.ts';

/**
 * A text that the kubelet rewrites (`command`, `args`, `env[].value`): symbols become `$(NAME)` and every literal `$`
 * before `$` or `(` is doubled (mapping H31). Parts nobody knows become placeholders (G0-4), with a finding.
 */
export function rewrittenText(scope: Scope, text: LogicalText, about: About): string {
  const parts = partsOf(scope, text, about).map((part) =>
    part.literal ? { ...part, text: withNamesOfToday(scope, part.text, about) } : part,
  );
  return parts
    .map((part, i) => (part.literal ? escaped(part.text, parts[i + 1]?.text ?? '') : part.text))
    .join('');
}

/** A text that nothing rewrites and where no symbol can stand: an image, a path, a name (mapping G0-4, H37). */
export function plainText(scope: Scope, text: LogicalText, about: About): string {
  return templateOf(text)
    .map((part) =>
      typeof part === 'string' ? asText(scope, part, about) : placeholder(scope, part, about),
    )
    .join('');
}

/**
 * The script of a probe or a hook, where the kubelet inserts nothing: a symbol is read by the shell, `"$NAME"`, whatever the
 * quotes around it (mapping E8-01, H36, H37). Nothing is escaped for the kubelet.
 */
export function shellScript(scope: Scope, text: LogicalText, about: About): string {
  let quote = '';
  return partsOf(scope, text, about)
    .map((part) => {
      if (!part.literal) return variableIn(quote, part.text.slice(2, -1));
      quote = quoteAfter(part.text, quote);
      return part.text;
    })
    .join('');
}

function variableIn(quote: string, name: string): string {
  if (quote === '"') return `\${${name}}`;
  return quote === "'" ? `'"$${name}"'` : `"$${name}"`;
}

/** The quote that is still open after the text. */
function quoteAfter(text: string, before: string): string {
  let quote = before;
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\' && quote !== "'") i++;
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
  }
  return quote;
}

/** One word of such a script. */
export function shellWord(scope: Scope, text: LogicalText, about: About): string {
  const parts = partsOf(scope, text, about);
  if (parts.length === 0) return quoted('');
  return parts
    .map((part) => (part.literal ? quoted(part.text) : `"$${part.text.slice(2, -1)}"`))
    .join('');
}

/** One word for `sh`. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Is there anything in the text that is not known when converting? */
export function isKnown(scope: Scope, text: LogicalText): boolean {
  return templateOf(withInstance(scope.group, text)).every((part) => typeof part === 'string');
}

interface Part {
  readonly text: string;
  readonly literal: boolean;
}

function partsOf(scope: Scope, text: LogicalText, about: About): readonly Part[] {
  const template = templateOf(withInstance(scope.group, text));
  return template.map((part, i) => {
    if (typeof part === 'string') return { text: asText(scope, part, about), literal: true };
    const next = template[i + 1];
    return holeText(scope, part, typeof next === 'string' ? next : '', about);
  });
}

function holeText(scope: Scope, hole: Hole, after: string, about: About): Part {
  if (hole.kind === 'unknown') return { text: placeholder(scope, hole, about), literal: true };
  if (hole.kind === 'etcd-key') return etcdReference(scope, hole, about);
  const fact = hostFact(scope, hole.symbol, after, about);
  return fact.kind === 'text'
    ? { text: fact.text, literal: true }
    : { text: `$(${scope.symbols.name(fact.symbol)})`, literal: false };
}

/** mapping E3-01: facts are text already; the words of `docker exec` and of checks are not. */
function asText(scope: Scope, text: string, { token, rule, what }: About): string {
  if (!holdsBytes(text)) return text;
  scope.notes.say('not-utf8', token, rule, { what, why: 'as the docker client sent it' });
  return replaceBytes(text);
}

/** mapping H31 */
function escaped(literal: string, after: string): string {
  return (literal + (after.startsWith('$') ? '$' : ''))
    .replace(/\$(?=[$(])/g, '$$$$')
    .slice(0, after.startsWith('$') ? -1 : undefined);
}

/** `REPLACE_ME_VERSION`, and the question what it should be (mapping G0-4). */
function placeholder(scope: Scope, hole: Hole, about: About): string {
  const variable = variableOf(hole);
  const text = placeholderFor(variable);
  scope.notes.say('unknown-value', about.token, about.rule, {
    what: about.what,
    placeholder: text,
    variable: hole.kind === 'unknown' ? variable : null,
  });
  return text;
}

export function variableOf(hole: Hole): string | null {
  if (hole.kind === 'unknown') return hole.variable;
  return hole.kind === 'symbol' ? hole.symbol : hole.key.split('/').filter(Boolean).join('_');
}
