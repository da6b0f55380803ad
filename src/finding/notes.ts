import type { Span } from '../source/source.ts';
import { ACCOUNTS, type Account, type Settlement, type Token } from './account.ts';
import { type ArgsOf, CATALOG, type Code } from './catalog.ts';
import { type Finding, messageOf, type Related, type ReportClass } from './finding.ts';

/** Where a stage writes what it noticed about one unit, or about the set (`unit` null). */
export interface Notes {
  readonly unit: string | null;
  /** Says a finding. About a token, it also ends the token's account, as the code's class wants it. */
  say<C extends Code>(
    code: C,
    about: Token | Span | null,
    rule: string,
    args: ArgsOf<C>,
    related?: readonly Related[],
  ): void;
  /** Ends a token's account without a finding (class `INFO`). */
  settle(token: Token, account: Account, rule: string, detail?: Detail): void;
  /** Names a token that has to end in an account before the run is over. */
  open(token: Token): void;
  /** A token that is no more than its parts: the script of `sh -c`, the value of `ExecStart=`. */
  divide(token: Token, parts: readonly Token[]): void;
}

export interface Detail {
  readonly why?: string;
  readonly field?: string;
}

/** What happened to one token: usually one settlement, more when it sets several fields. */
export interface AccountOf {
  readonly token: Token;
  readonly account: Account;
  readonly settlements: readonly Settlement[];
  readonly parts: readonly Token[];
}

/** All findings and accounts of a run. */
export interface Book {
  of(unit: string | null): Notes;
  readonly findings: readonly Finding[];
  /** Whether the token, or a part of it, has come to an account so far. */
  isSettled(token: Token): boolean;
  /** Throws `UnaccountedToken` when a token was opened and never settled: a bug of ours. */
  close(): readonly AccountOf[];
}

/** A token that no rule dealt with. Fails the run: silence is the one thing fleetlift must not do. */
export class UnaccountedToken extends Error {
  readonly tokens: readonly Token[];
  constructor(tokens: readonly Token[]) {
    const shown = tokens
      .slice(0, 5)
      .map(
        (t) => `${t.kind} ${t.label} of ${t.unit} (${t.span.file}:${t.span.start}-${t.span.end})`,
      );
    super(`internal error: ${tokens.length} tokens without an account: ${shown.join(', ')}`);
    this.name = 'UnaccountedToken';
    this.tokens = tokens;
  }
}

/** design.md, "Report classes and options of the contract". */
const ACCOUNT_OF_CLASS = {
  NOTE: 'no-effect',
  APPROX: 'approximated',
  LOST: 'unsupported',
  ERROR: 'unsupported',
  DECIDE: 'needs-decision',
  RETIRED: 'retired',
} as const satisfies Record<ReportClass, Account>;

/** How a token ends about which a finding of this code is made. */
export const accountOfCode = (code: Code): Account => ACCOUNT_OF_CLASS[CATALOG[code].class];

interface Slip {
  readonly token: Token;
  readonly settlements: Settlement[];
  parts: readonly Token[];
}

export function openBook(): Book {
  const findings: Finding[] = [];
  const slips = new Map<string, Slip>();
  const slipOf = (token: Token): Slip => {
    const key = keyOf(token);
    const known = slips.get(key);
    if (known !== undefined) return known;
    const slip: Slip = { token, settlements: [], parts: [] };
    slips.set(key, slip);
    return slip;
  };
  const settle = (token: Token, settlement: Settlement): void => {
    const { settlements } = slipOf(token);
    if (!settlements.some((s) => sameSettlement(s, settlement))) settlements.push(settlement);
  };
  return {
    findings,
    isSettled: (token) => {
      const slip = slips.get(keyOf(token));
      return slip !== undefined && accountOfSlip(slip, slips) !== null;
    },
    of: (unit) => ({
      unit,
      open: (token) => void slipOf(token),
      divide: (token, parts) => {
        const slip = slipOf(token);
        slip.parts = [...slip.parts, ...parts];
        for (const part of parts) slipOf(part);
      },
      settle: (token, account, rule, detail) =>
        settle(token, { account, rule, why: detail?.why ?? null, field: detail?.field ?? null }),
      say: (code, about, rule, args, related) => {
        const span = about === null || !isToken(about) ? about : about.span;
        const finding = { code, rule, unit, args, span, ...(related && { related }) };
        findings.push(finding as Finding);
        if (about === null || !isToken(about)) return;
        const account = accountOfCode(code);
        settle(about, { account, rule, why: messageOf(finding as Finding), field: null });
      },
    }),
    close: () => closeSlips(slips),
  };
}

function closeSlips(slips: ReadonlyMap<string, Slip>): readonly AccountOf[] {
  const forgotten = [...slips.values()].filter((s) => accountOfSlip(s, slips) === null);
  if (forgotten.length > 0) throw new UnaccountedToken(forgotten.map((s) => s.token));
  return [...slips.values()].map((slip) => ({
    token: slip.token,
    account: accountOfSlip(slip, slips) ?? 'no-effect',
    settlements: slip.settlements,
    parts: slip.parts,
  }));
}

/** The heaviest account of the token and of its parts; null when there is none. */
function accountOfSlip(slip: Slip, slips: ReadonlyMap<string, Slip>): Account | null {
  const own = slip.settlements.map((s) => s.account);
  const inner = slip.parts.flatMap((part) => {
    const partSlip = slips.get(keyOf(part));
    const account = partSlip && partSlip !== slip ? accountOfSlip(partSlip, slips) : null;
    return account === null ? [] : [account];
  });
  return [...own, ...inner].reduce<Account | null>(
    (heaviest, a) => (heaviest !== null && rank(heaviest) >= rank(a) ? heaviest : a),
    null,
  );
}

const rank = (account: Account): number => ACCOUNTS.indexOf(account);

const keyOf = ({ kind, unit, span, label }: Token): string =>
  [kind, unit, span.file, span.start, span.end, kind === 'directive' ? '' : label].join('\0');

const sameSettlement = (a: Settlement, b: Settlement): boolean =>
  a.account === b.account && a.rule === b.rule && a.why === b.why && a.field === b.field;

const isToken = (about: Token | Span): about is Token => 'kind' in about;
