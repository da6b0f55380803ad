import {
  createHash,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
} from 'node:crypto';

/** X.509 certificates made by hand (RFC 5280), since the suite must not depend on an openssl of some version. */
export interface Identity {
  /** PEM */
  readonly certificate: string;
  /** PEM, PKCS #8 */
  readonly key: string;
}

export interface Authority extends Identity {
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface Subject {
  readonly commonName: string;
  readonly organization?: string;
  readonly addresses?: readonly string[];
  readonly names?: readonly string[];
  /** Valid from an hour ago until so many hours from now; negative: expired. */
  readonly hours?: number;
}

export function createAuthority(name: string): Authority {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const issuer = distinguishedName({ commonName: name });
  const certificate = certify(privateKey, issuer, privateKey, issuer, 24, [
    extension('2.5.29.19', sequence(boolean(true)), true),
    extension('2.5.29.15', bitString(Buffer.from([0b0000_0110]), 1), true),
  ]);
  return { name, certificate, key: pemOf(privateKey), privateKey };
}

/** A certificate for servers and clients alike. */
export function issue(authority: Authority, subject: Subject): Identity {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { addresses = [], names = [], hours = 24 } = subject;
  const alternatives = [
    ...names.map((name) => tag(0x82, Buffer.from(name, 'ascii'))),
    ...addresses.map((address) => tag(0x87, Buffer.from(address.split('.').map(Number)))),
  ];
  const certificate = certify(
    authority.privateKey,
    distinguishedName({ commonName: authority.name }),
    privateKey,
    distinguishedName(subject),
    hours,
    [
      extension('2.5.29.15', bitString(Buffer.from([0b1010_0000]), 5), true),
      extension(
        '2.5.29.37',
        sequence(objectId('1.3.6.1.5.5.7.3.1'), objectId('1.3.6.1.5.5.7.3.2')),
      ),
      ...(alternatives.length > 0 ? [extension('2.5.29.17', sequence(...alternatives))] : []),
    ],
  );
  return { certificate, key: pemOf(privateKey) };
}

const HOUR = 3_600_000;
const ECDSA_SHA256 = sequence(objectId('1.2.840.10045.4.3.2'));

function certify(
  signer: KeyObject,
  issuer: Buffer,
  key: KeyObject,
  subject: Buffer,
  hours: number,
  extensions: readonly Buffer[],
): string {
  const spki = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const serial = createHash('sha256').update(spki).digest().subarray(0, 8);
  const until = Date.now() + hours * HOUR;
  const body = sequence(
    tag(0xa0, tag(0x02, Buffer.from([2]))),
    tag(0x02, Buffer.concat([Buffer.from([1]), serial])),
    ECDSA_SHA256,
    issuer,
    sequence(time(Math.min(Date.now(), until) - HOUR), time(until)),
    subject,
    spki,
    tag(0xa3, sequence(...extensions)),
  );
  const signature = bitString(sign('sha256', body, signer), 0);
  const der = sequence(body, ECDSA_SHA256, signature).toString('base64');
  const lines = der.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const pemOf = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function distinguishedName({ commonName, organization }: Subject): Buffer {
  const part = (id: string, text: string) =>
    tag(0x31, sequence(objectId(id), tag(0x0c, Buffer.from(text, 'utf8'))));
  return sequence(
    ...(organization === undefined ? [] : [part('2.5.4.10', organization)]),
    part('2.5.4.3', commonName),
  );
}

const extension = (id: string, value: Buffer, critical = false): Buffer =>
  sequence(objectId(id), ...(critical ? [boolean(true)] : []), tag(0x04, value));

function tag(type: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([type]), length(content.length), content]);
}

function length(count: number): Buffer {
  if (count < 0x80) return Buffer.from([count]);
  const bytes = count < 0x100 ? [count] : [count >> 8, count & 0xff];
  return Buffer.from([0x80 | bytes.length, ...bytes]);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return tag(0x30, Buffer.concat(parts));
}

function boolean(value: boolean): Buffer {
  return tag(0x01, Buffer.from([value ? 0xff : 0]));
}

function bitString(bits: Buffer, unused: number): Buffer {
  return tag(0x03, Buffer.concat([Buffer.from([unused]), bits]));
}

/** UTCTime; good until 2049. */
function time(at: number): Buffer {
  const digits = new Date(at).toISOString().replace(/[-:T]/g, '').slice(2, 14);
  return tag(0x17, Buffer.from(`${digits}Z`, 'ascii'));
}

function objectId(id: string): Buffer {
  const [first = 0, second = 0, ...rest] = id.split('.').map(Number);
  return tag(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

function base128(value: number): number[] {
  const digits = [value & 0x7f];
  for (let rest = value >> 7; rest > 0; rest >>= 7) digits.unshift((rest & 0x7f) | 0x80);
  return digits;
}
