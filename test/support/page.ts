import { stringify } from 'yaml';
import type { Converted } from '../../src/app/convert.ts';
import { printYaml } from '../../src/manifest/print.ts';
import { printFindings } from '../../src/report/text.ts';
import { convertTexts } from './convert-texts.ts';

/**
 * The manual's examples are run. An example is a row of `ini title=NAME` blocks (the first may say `run="--option wrap"`),
 * with the blocks that follow it up to the next example filled in: `yaml` with the manifests (`only=KIND` those of a kind,
 * `at=a.b.0.c` a part of the first of them) and `text` with the findings.
 */
export interface Example {
  readonly texts: readonly (readonly [string, string])[];
  readonly run: string;
}

const FENCE = /^```(\w+)([^\n]*)\n(.*?)^```$/gms;

export function fillIn(page: string): string {
  let collecting: { texts: [string, string][]; run: string } | null = null;
  let ended = true;
  let converted: Converted | null = null;
  return page.replace(FENCE, (block: string, language: string, info: string, body: string) => {
    if (language === 'ini') {
      if (ended || collecting === null) collecting = { texts: [], run: '' };
      ended = false;
      converted = null;
      collecting.texts.push([titleOf(info), body]);
      collecting.run += ` ${attribute(info, 'run') ?? ''}`;
      return block;
    }
    if (collecting === null || !['yaml', 'text'].includes(language)) return block;
    ended = true;
    converted ??= convertTexts(collecting.texts, collecting.run);
    const output = language === 'yaml' ? shownManifests(converted, info) : shownFindings(converted);
    return `\`\`\`${language}${info}\n${output}\`\`\``;
  });
}

/** All examples of a page, for tests that look at what they use. */
export function examplesOf(page: string): readonly Example[] {
  const examples: Example[] = [];
  let open: { texts: (readonly [string, string])[]; run: string } | null = null;
  for (const [, language, info = '', body = ''] of page.matchAll(FENCE)) {
    if (language !== 'ini') {
      open = null;
      continue;
    }
    if (open === null) {
      open = { texts: [], run: '' };
      examples.push(open);
    }
    open.texts.push([titleOf(info), body]);
    open.run += ` ${attribute(info, 'run') ?? ''}`;
  }
  return examples;
}

function titleOf(info: string): string {
  return attribute(info, 'title') ?? 'app.service';
}

function attribute(info: string, name: string): string | null {
  const [, quoted, bare] = new RegExp(`(?:^|\\s)${name}=(?:"([^"]*)"|(\\S+))`).exec(info) ?? [];
  return quoted ?? bare ?? null;
}

function shownManifests({ manifests }: Converted, info: string): string {
  const kind = attribute(info, 'only');
  const shown = kind === null ? manifests : manifests.filter((m) => m.kind === kind);
  const at = attribute(info, 'at');
  if (at === null) return printYaml(shown);
  const part = at
    .split('.')
    .reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), shown[0]);
  return stringify(part ?? null, { lineWidth: 0, compat: 'yaml-1.1', indentSeq: false });
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

function shownFindings({ findings, inventory }: Converted): string {
  return printFindings(findings, inventory.sources);
}
