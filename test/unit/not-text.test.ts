/* biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of systemd */
import { describe, expect, it } from 'vitest';
import { convertTexts } from '../support/convert-texts.ts';

const codesOf = (...texts: readonly (readonly [string, string])[]): readonly string[] =>
  convertTexts(texts).findings.map(({ code }) => code);
const web = (word: string): string =>
  `# \ufffe is nothing in a comment\n[Service]\nExecStart=/usr/bin/docker run --name web img:1 ${word}\n`;

describe('code points that are no characters (mapping D0-42)', () => {
  it.each(['\ufffe', '\uffff', '\ufdd0', '\u{1fffe}', '\u{10ffff}'])(
    'keep a unit from loading: %j',
    (word) => expect(codesOf(['web.service', web(word)])).toContain('unit-does-not-load'),
  );

  it.each(['\u{10fffd}', '\ue000', '\u0080', '\ufffd', '\ufffc'])('are not these: %j', (word) =>
    expect(codesOf(['web.service', web(word)])).not.toContain('unit-does-not-load'),
  );

  it.each([
    ['\\xef\\xbf\\xbe', true],
    ['\\xef\\xb7\\x90', true],
    ['\\xf4\\x8f\\xbf\\xbf', true],
    ['\\xef\\xbf\\xbd', false],
  ])('take a word out of Environment= that C escapes make: %s', (escapes, isIgnored) => {
    const { findings, manifests } = convertTexts([
      [
        'web.service',
        `[Service]\nEnvironment=A=value${escapes} B=1\n${web('x').split('\n')[2]} \${A}\n`,
      ],
    ]);
    expect(findings.some(({ code }) => code === 'environment-word-ignored')).toBe(isIgnored);
    expect(JSON.stringify(manifests).includes('"value')).toBe(!isIgnored);
  });

  it('end a drop-in', () => {
    const dropin = '[Service]\nEnvironment=A=\ufffe\n';
    const codes = codesOf(['web.service', web('x')], ['web.service.d/10.conf', dropin]);
    expect(codes).toContain('broken-dropin');
  });

  it('keep systemd from reading an environment file', () => {
    const unit = '[Service]\nEnvironmentFile=/e\nExecStart=/usr/bin/docker run -e A=${A} img:1\n';
    const valueIn = (file: string): boolean =>
      JSON.stringify(
        convertTexts([
          ['web.service', unit],
          ['/e', file],
        ]).manifests,
      ).includes('value-of-a');
    expect(valueIn('A=value-of-a\nB=\u{10fffd}\n')).toBe(true);
    expect(valueIn('A=value-of-a\nB=\ufdd0\n')).toBe(false);
  });
});
