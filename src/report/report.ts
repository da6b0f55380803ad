import { ACCOUNTS, type Account } from '../finding/account.ts';
import { type Finding, helpOf, messageOf, type Severity, severityOf } from '../finding/finding.ts';
import type { AccountOf } from '../finding/notes.ts';
import { maskSecrets } from '../finding/secret.ts';
import { positionAt, type Source, type Span } from '../source/source.ts';
import type { UnitOutcome } from '../workload/workload.ts';
import { countBySeverity } from './text.ts';

/** The JSON report: docs/report.schema.json is its contract, and a test holds the two together. */
export interface ReportDocument {
  readonly version: 1;
  readonly units: readonly ReportUnit[];
  readonly findings: readonly ReportFinding[];
  /** Number of tokens that ended in each account. */
  readonly accounts: Readonly<Record<Account, number>>;
  readonly totals: {
    readonly units: number;
    readonly objects: number;
    readonly findings: Readonly<Record<Severity, number>>;
  };
}

export interface ReportUnit {
  readonly name: string;
  readonly file: string;
  readonly outcome: UnitOutcome['outcome'];
  readonly into: string | null;
  readonly objects: readonly { readonly kind: string; readonly name: string }[];
}

export interface ReportFinding {
  readonly code: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly unit: string | null;
  readonly file: string | null;
  /** One-based, as editors count; columns in UTF-16 units. null without a place. */
  readonly line: number | null;
  readonly column: number | null;
  readonly end: { readonly line: number; readonly column: number } | null;
  /** The characters it is about. */
  readonly source: string | null;
  readonly message: string;
  readonly help: string | null;
}

export interface Reported {
  readonly outcomes: readonly UnitOutcome[];
  readonly findings: readonly Finding[];
  readonly accounts: readonly AccountOf[];
  readonly objects: number;
  readonly sources: ReadonlyMap<string, Source>;
}

export function reportDocument(reported: Reported): ReportDocument {
  return {
    version: 1,
    units: reported.outcomes.map(({ unit, file, outcome, into, objects }) => ({
      name: unit,
      file,
      outcome,
      into,
      objects: objects.map(({ kind, name }) => ({ kind, name })),
    })),
    findings: reported.findings.map((finding) => reportFinding(finding, reported.sources)),
    accounts: countAccounts(reported.accounts),
    totals: {
      units: reported.outcomes.length,
      objects: reported.objects,
      findings: countBySeverity(reported.findings),
    },
  };
}

function reportFinding(finding: Finding, sources: ReadonlyMap<string, Source>): ReportFinding {
  const { span } = finding;
  const source = span === null ? undefined : sources.get(span.file);
  const start = source && span ? positionAt(source, span.start) : null;
  return {
    code: finding.code,
    rule: finding.rule,
    severity: severityOf(finding),
    unit: finding.unit,
    file: span?.file ?? null,
    line: start?.line ?? null,
    column: start?.column ?? null,
    end: source && span ? positionAt(source, span.end) : null,
    source: source && span ? quote(source, span) : null,
    message: messageOf(finding),
    help: helpOf(finding),
  };
}

/** Tokens that consist of others are counted through their parts alone. */
function countAccounts(accounts: readonly AccountOf[]): Readonly<Record<Account, number>> {
  const counts = Object.fromEntries(ACCOUNTS.map((a) => [a, 0])) as Record<Account, number>;
  for (const { account, parts } of accounts) if (parts.length === 0) counts[account] += 1;
  return counts;
}

/** Masked with the whole lines in sight: a span may hold a value without the name that tells what it is. */
function quote(source: Source, span: Span): string {
  const first = source.text.lastIndexOf('\n', span.start - 1) + 1;
  const next = source.text.indexOf('\n', span.end);
  const lines = maskSecrets(source.text.slice(first, next < 0 ? undefined : next));
  return lines.slice(span.start - first, span.end - first);
}
