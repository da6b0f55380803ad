import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSecret, maskSecrets, maskSentence } from '../../src/finding/secret.ts';

const S = 'correct-horse-battery';

describe('isSecret', () => {
  it.each<[string, string]>([
    ['DB_PASSWORD', S],
    ['dbPassword', S],
    ['PASS', S],
    ['SMTPPASSWORD', S],
    ['API_KEY', S],
    ['apikey', S],
    ['AWS_SECRET_ACCESS_KEY', S],
    ['PRIVATE_KEY', S],
    ['GITHUB_TOKEN', S],
    ['AUTH', S],
    ['CONN_STR', S],
    ['CREDENTIALS', S],
    ['DB_PASSWORD', '123456'],
    ['ANY', `postgres://user:${S}@db/x`],
    ['ANY', '-----BEGIN RSA PRIVATE KEY-----'],
    ['ANY', 'AKIAIOSFODNN7EXAMPLE'],
    ['CLIENT_ID', 'abcdef0123456789abcdef0123456789ab'],
  ])('%s=%s', (name, value) => expect(isSecret(name, value)).toBe(true));

  it.each<[string, string]>([
    ['AUTHOR', 'somebody'],
    ['AUTH_ENABLED', 'x'],
    ['PASSWORD_FILE', '/run/x'],
    ['TOKEN_TTL', '15'],
    ['TOKEN', ''],
    ['TOKEN', 'true'],
    ['TOKEN', '1h'],
    ['PASSWORD', '123'],
    ['PASSWORD', '/run/secrets/p'],
    ['SECRET', '$(POD_IP)'],
    ['PATH', '/usr/bin:/bin'],
    ['COMPASS', 'north'],
    ['HOST', 'http://example.com/'],
  ])('not %s=%s', (name, value) => expect(isSecret(name, value)).toBe(false));
});

describe('maskSecrets', () => {
  it.each([
    `-e DB_PASSWORD=${S}`,
    `-e "DB_PASSWORD=${S} and more"`,
    `-e 'DB_PASSWORD=${S} and more'`,
    `-e DB_PASSWORD="${S} and more"`,
    `--password ${S}`,
    `--password=${S}`,
    `password: ${S}`,
    `TOKEN = ${S}`,
    `mysql://root:${S}@db:3306/x`,
    `Environment="A=1" "SECRET=${S} x"`,
  ])('hides it in %s', (text) => {
    const masked = maskSecrets(text);
    expect(masked).not.toContain(S);
    expect(masked).not.toContain('and more');
    expect(masked.length).toBe(text.length);
  });

  it.each([
    'docker run --name web -p 8080:80 nginx:1.11',
    '-e PATH=/usr/bin -e LEVEL=info',
    'EnvironmentFile=/etc/secret.env',
  ])('leaves %s alone', (text) => expect(maskSecrets(text)).toBe(text));

  it('never throws and keeps the length', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(maskSecrets(text).length).toBe(text.length);
      }),
    ));
});

it('leaves our sentences readable', () => {
  const sentence =
    'ConditionCredential= is not carried over; --password is not needed; Secret: kept';
  expect(maskSentence(sentence)).toBe(sentence);
  expect(maskSentence(`got "DB_PASSWORD=${S}"`)).not.toContain(S);
});
