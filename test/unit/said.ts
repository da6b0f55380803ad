import { messageOf, severityOf } from '../../src/finding/finding.ts';
import { openBook } from '../../src/finding/notes.ts';
import { createSource } from '../../src/source/source.ts';
import type { DropinText } from '../../src/unit/dropin-text.ts';
import type { Directive } from '../../src/unit/unit.ts';
import { readUnitText, type UnitText } from '../../src/unit/unit-text.ts';

/** `severity code rule "characters pointed at" message`: a finding on one line. */
export function said(text: string, { remarks }: UnitText | DropinText): readonly string[] {
  const book = openBook();
  for (const remark of remarks) remark(book.of('web.service'));
  return book.findings.map((finding) => {
    const { code, rule, span } = finding;
    const shown = span === null ? 'nothing' : JSON.stringify(text.slice(span.start, span.end));
    expectSentence(messageOf(finding));
    return `${severityOf(finding)} ${code} ${rule} ${shown}`;
  });
}

function expectSentence(message: string): void {
  if (message.includes('undefined') || message.endsWith('.')) throw new Error(message);
}

export function read(text: string, lenient = false): UnitText {
  return readUnitText(createSource('web.service', text), { lenient });
}

/** `[section] key=value` of each directive. */
export const directivesOf = ({
  directives,
}: {
  readonly directives: readonly Directive[];
}): readonly string[] =>
  directives.map(({ section, key, value }) => `[${section}] ${key}=${value.text}`);
