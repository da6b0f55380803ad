import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { printReport } from '../src/report/print-report.ts';
import { reportDocument } from '../src/report/report.ts';
import { convertTexts } from './support/convert-texts.ts';

const SECRET = 'correct-horse-battery';
const TEXTS = [
  [
    'web.service',
    `[Service]\nExecStart=/usr/bin/docker run --name web -e DB_PASSWORD=${SECRET} -e A=1 --no-such x nginx\n`,
  ],
  [
    'db.service',
    `[Service]\nEnvironment=API_TOKEN=${SECRET}\nExecStart=/usr/bin/docker run --name db -e API_TOKEN -e 'DB_PASSWORD=${SECRET}' --ulimit core=0 -p 5432:5432 postgres:9\n`,
  ],
] as const;

describe('the JSON report', () => {
  const converted = convertTexts(TEXTS);
  const document = reportDocument({
    ...converted,
    objects: converted.manifests.length,
    sources: converted.inventory.sources,
  });

  it('follows its schema', () => {
    const file = path.join(import.meta.dirname, '..', 'docs', 'report.schema.json');
    const validate = new Ajv2020({ allErrors: true }).compile(
      JSON.parse(readFileSync(file, 'utf8')),
    );
    validate(document);
    expect(validate.errors).toBeNull();
    expect(document.findings.length).toBeGreaterThan(2);
  });

  it('counts each unit, object and account', () => {
    expect(document.units.map((u) => u.name)).toEqual(['db.service', 'web.service']);
    expect(document.totals.objects).toBe(converted.manifests.length);
    expect(document.accounts.set).toBeGreaterThan(3);
    expect(document.accounts.unsupported).toBeGreaterThan(0);
  });

  it.each(['.json', '.md', '.txt'] as const)('shows no secret as %s', (form) => {
    const text = printReport(form, converted);
    expect(text).toContain('db.service');
    expect(text).not.toContain(SECRET);
  });
});
