import { describe, expect, it } from 'vitest';
import {
  fleetctlName,
  isRecognizedType,
  isTemplate,
  parseUnitName,
  templateOfInstance,
  unescapeHex,
  unescapeName,
  whyNameRefused,
} from '../../src/unit/name.ts';
import { recorded } from './recorded.ts';

interface RecordedName {
  readonly input: string;
  readonly info: {
    readonly name: string;
    readonly prefix: string;
    readonly template: string;
    readonly instance: string;
    readonly isInstance: boolean;
    readonly isTemplate: boolean;
  } | null;
  readonly valid: boolean;
  readonly error?: string;
  readonly recognized: boolean;
  readonly mangled: string;
}

describe('names of units', () => {
  it.each(recorded<RecordedName>('fleet/unit-names.jsonl'))(
    'reads $input as fleet does',
    (line) => {
      const name = parseUnitName(line.input);
      const info = name && {
        name: name.base,
        prefix: name.prefix,
        template:
          templateOfInstance(name) ?? (isTemplate(name) ? `${name.prefix}@.${name.type}` : ''),
        instance: name.instance ?? '',
        isInstance: templateOfInstance(name) !== null,
        isTemplate: isTemplate(name),
      };
      expect(info).toEqual(line.info);
      expect(whyNameRefused(line.input)).toBe(line.error ?? null);
      expect(name !== null && isRecognizedType(name)).toBe(line.recognized);
      expect(fleetctlName(line.input)).toBe(line.mangled);
    },
  );

  it.each([
    ['a\\x2db', 'a-b', 'a-b'],
    ['var-lib', 'var/lib', 'var-lib'],
    ['a\\x2', 'a\\x2', 'a\\x2'],
    ['a\\xzz-b', 'a\\xzz/b', 'a\\xzz-b'],
    ['\\xc3\\xa4', 'ä', 'ä'],
    ['\\xff', '\udcff', '\udcff'],
  ])('unescapes %s', (escaped, asPath, asName) => {
    expect(unescapeName(escaped)).toBe(asPath);
    expect(unescapeHex(escaped)).toBe(asName);
  });
});
