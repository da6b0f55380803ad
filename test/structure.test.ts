import { readdirSync } from 'node:fs';
import path from 'node:path';
import { cruise } from 'dependency-cruiser';
import extractConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { beforeAll, describe, expect, it } from 'vitest';
import { COMMANDS } from '../src/main.ts';

const ROOT = path.join(import.meta.dirname, '..');

interface Summary {
  readonly totalCruised: number;
  readonly violations: readonly {
    readonly rule: { readonly name: string };
    readonly from: string;
    readonly to: string;
  }[];
}

it('has every command in the program', () => {
  const files = readdirSync(path.join(ROOT, 'src/commands'))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length));
  expect(files.length).toBeGreaterThan(3);
  expect(Object.keys(COMMANDS).sort()).toEqual(files.sort());
});

describe('the structure of src', () => {
  let summary: Summary;
  beforeAll(async () => {
    const config = await extractConfig(path.join(ROOT, '.dependency-cruiser.mjs'));
    const { output } = await cruise(
      ['src'],
      {
        ...config.options,
        ruleSet: { forbidden: config.forbidden ?? [] },
        validate: true,
        baseDir: ROOT,
      },
      undefined,
      { tsConfig: extractTsConfig(path.join(ROOT, 'tsconfig.json')) },
    );
    summary = (output as unknown as { summary: Summary }).summary;
  }, 60_000);

  it('was really looked at', () => expect(summary.totalCruised).toBeGreaterThan(60));

  it('has each room import only lower ones, no cycles, and pure rooms that touch nothing', () => {
    expect(summary.violations.map((v) => `${v.rule.name}: ${v.from} → ${v.to}`)).toEqual([]);
  });
});
