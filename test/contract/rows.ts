import { entryOf } from '../../src/finding/finding.ts';
import { convertTexts } from '../support/convert-texts.ts';

/** One row of the contract as a test: units, and lines that the conversion must have (`>`) or must not begin with (`!`). */
export interface Row {
  readonly id: string;
  readonly what: string;
  readonly options: string;
  readonly texts: readonly (readonly [string, string])[];
  readonly has: readonly string[];
  readonly hasNot: readonly string[];
}

/**
 * Blocks apart by an empty line: `ID | what | options`, units as `NAME: LINE // LINE`, then `> …` and `! …`. Short forms in
 * units: `\${` is `${`, `ES=` is `ExecStart=`, `DR x` is `/usr/bin/docker run --rm --name x`; without a header they begin in `[Service]`.
 */
export function rowsOf(text: string): readonly Row[] {
  return text
    .replaceAll('\\${', '${')
    .trim()
    .split(/\n\s*\n/)
    .map((block) => {
      const [head = '', ...lines] = block.split('\n').map((line) => line.trim());
      const [id = '', what = '', options = ''] = head.split('|').map((part) => part.trim());
      const marked = (mark: string): readonly string[] =>
        lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length));
      const units = lines.filter((line) => !/^[>!] /.test(line));
      return {
        id,
        what,
        options,
        texts: units.map(unitOf),
        has: marked('> '),
        hasNot: marked('! '),
      };
    });
}

function unitOf(line: string): readonly [string, string] {
  const colon = line.indexOf(': ');
  const said = line.slice(colon + 2).split(' // ');
  const isUnit = !/^(\/|fleetctl |GET )/.test(line);
  const body = said[0]?.startsWith('[') || !isUnit ? said : ['[Service]', ...said];
  const text = body
    .map((each) =>
      each.replace(/\bES=/, 'ExecStart=').replace(/\bDR /, '/usr/bin/docker run --rm --name '),
    )
    .join('\n');
  return [line.slice(0, colon), `${text}\n`];
}

/**
 * Everything that came of it, a line for each: `Deployment/a c.image="…"` (`pod.`, `c.`, `ic0.` stand for the template's
 * spec, its first container and first init container), `CLASS RULE CODE`, `outcome UNIT WHAT`, `account LABEL ACCOUNT RULE`.
 */
export function linesOf({ texts, options }: Row): readonly string[] {
  const { manifests, findings, accounts, outcomes } = convertTexts(texts, options);
  return [
    ...manifests.flatMap((m) =>
      leavesOf(m, '').map((leaf) => `${m.kind}/${m.metadata.name} ${shortened(leaf)}`),
    ),
    ...findings.map((finding) => `${entryOf(finding).class} ${finding.rule} ${finding.code}`),
    ...outcomes.map(({ unit, outcome }) => `outcome ${unit} ${outcome}`),
    ...accounts.flatMap(({ token, account, settlements }) =>
      settlements.map(({ rule }) => `account ${token.label} ${account} ${rule}`),
    ),
  ];
}

const shortened = (leaf: string): string =>
  leaf
    .replace(/^spec\.(jobTemplate\.spec\.)?template\.spec\./, 'pod.')
    .replace(/^pod\.containers\[(\d+)\]/, (_, n: string) => (n === '0' ? 'c' : `c${n}`))
    .replace(/^pod\.initContainers\[(\d+)\]/, 'ic$1')
    .replace('requiredDuringSchedulingIgnoredDuringExecution', 'required');

function leavesOf(value: unknown, path: string): readonly string[] {
  if (Array.isArray(value))
    return value.every((item) => typeof item !== 'object')
      ? [`${path}=${JSON.stringify(value)}`]
      : value.flatMap((item, i) => leavesOf(item, `${path}[${i}]`));
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null) return [`${path}=${JSON.stringify(value)}`];
  const entries = Object.entries(value);
  return entries.length === 0
    ? [`${path}={}`]
    : entries.flatMap(([key, inner]) => leavesOf(inner, path === '' ? key : `${path}.${key}`));
}
