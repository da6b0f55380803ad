import type { Finding } from '../finding/finding.ts';

/**
 * Sorted by file, place, code; what several instances of a template say about the same characters is said once, for the
 * first of them by name.
 */
export function tidyFindings(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.toSorted(compareFindings).filter((finding) => {
    const key = keyOf(finding);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function compareFindings(a: Finding, b: Finding): number {
  return (
    compare(a.span?.file ?? '', b.span?.file ?? '') ||
    (a.span?.start ?? -1) - (b.span?.start ?? -1) ||
    (a.span?.end ?? -1) - (b.span?.end ?? -1) ||
    compare(a.code, b.code) ||
    compare(a.rule, b.rule) ||
    compare(a.unit ?? '', b.unit ?? '') ||
    compare(JSON.stringify(a.args), JSON.stringify(b.args))
  );
}

/** Without a span the unit's name is part of what makes two findings the same. */
function keyOf({ code, rule, span, args, unit }: Finding): string {
  return JSON.stringify([code, rule, span, args, span === null ? unit : null]);
}

/** By code unit, whatever the locale of the machine. */
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
