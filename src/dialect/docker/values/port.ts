import type { Port, Protocol, PublishedPort } from '../../../fact/slots.ts';
import { HOLE, type LogicalText, slice, spanOf, written } from '../../../source/logical-text.ts';
import { bad, type Grammar, HIDDEN, ok, type Reading } from '../flag-spec.ts';
import { canonicalIp } from './ip.ts';
import { isHidden, split } from './text.ts';

/** `-p`: one container port or range, and where it is published. */
export interface Publishing {
  readonly address: LogicalText | null;
  /** null: docker chooses; `unknown`: behind a hole. */
  readonly host: Range | 'unknown' | null;
  readonly container: Range;
  /** `tcp`, as the client writes it. */
  readonly protocol: 'tcp' | 'udp' | 'sctp';
}

export interface Range {
  readonly first: number;
  readonly last: number;
}

const EXPECTED = 'a port such as 8080:80, 127.0.0.1:53:53/udp or 8000-8009:8000-8009';

/** `[[address:]host:]container[/protocol]` (mapping E4-01 – E4-06, E4-25), or the fields of docker 17.06. */
export const publishing: Grammar<Publishing> = (value) => {
  if (!value.text.includes('=')) return colons(value);
  if (isHidden(value)) return HIDDEN;
  const text = fromFields(value.text);
  return text === null ? bad(EXPECTED) : colons(written(text, spanOf(value)));
};

/** `target=80,published=8080,protocol=tcp`, with colons. */
function fromFields(text: string): string | null {
  const given = new Map([['protocol', 'tcp']]);
  for (const field of text.split(',')) {
    const at = field.indexOf('=');
    if (at < 1) return null;
    given.set(field.slice(0, at), field.slice(at + 1));
  }
  return `${given.get('published') ?? ''}:${given.get('target') ?? ''}/${given.get('protocol')}`;
}

const colons: Grammar<Publishing> = (value) => {
  const parts = split(value, ':');
  const container = portAndProtocol(parts.at(-1) ?? value);
  if (container.kind !== 'value') return container;
  const host = hostRange(parts.at(-2) ?? null);
  if (host === 'bad') return bad(EXPECTED);
  const address = addressOf(value, parts);
  if (address === 'bad') return bad(EXPECTED);
  const { range, protocol } = container.value;
  if (host !== null && host !== 'unknown' && width(range) > 0 && width(host) !== width(range))
    return bad('as many host ports as container ports');
  return ok({ address, host, container: range, protocol });
};

const width = ({ first, last }: Range): number => last - first;

/** Everything before the last two parts, without brackets; null: all addresses. */
function addressOf(value: LogicalText, parts: readonly LogicalText[]): LogicalText | 'bad' | null {
  const length = parts.slice(0, -2).reduce((sum, part) => sum + part.text.length + 1, -1);
  if (length <= 0) return null;
  const address = slice(value, 0, length);
  if (isHidden(address)) return address;
  const inBrackets = /^\[[^[\]]*\]$/.test(address.text);
  const bare = inBrackets ? slice(address, 1, length - 1) : address;
  return canonicalIp(bare.text) === null ? 'bad' : bare;
}

function hostRange(part: LogicalText | null): Range | 'unknown' | 'bad' | null {
  if (part === null || part.text === '') return null;
  if (isHidden(part)) return 'unknown';
  return portRange(part.text) ?? 'bad';
}

interface ExposedPort {
  readonly range: Range;
  readonly protocol: Publishing['protocol'];
}

/** `80`, `80-90/udp`. A protocol may be empty, and what follows a second slash is ignored. */
function portAndProtocol(value: LogicalText): Reading<ExposedPort> {
  if (value.text.includes(HOLE)) return HIDDEN;
  const [port = '', protocol = ''] = value.text.split('/');
  const range = port === '' ? null : portRange(port);
  if (range === null) return bad(EXPECTED);
  const lower = (protocol || 'tcp').toLowerCase();
  if (lower !== 'tcp' && lower !== 'udp' && lower !== 'sctp') return bad('tcp, udp or sctp');
  return ok({ range, protocol: lower });
}

/** `80`, `80-90`; what follows a second dash is ignored, as the client does. */
function portRange(text: string): Range | null {
  const [from = '', to = from] = text.split('-');
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) return null;
  const range = { first: Number(from), last: Number(to) };
  return range.last > 65535 || range.first > range.last ? null : range;
}

/** Each pair that a publishing stands for. */
export function expand({
  address,
  host,
  container,
  protocol,
}: Publishing): readonly PublishedPort[] {
  const single = width(container) === 0;
  return numbers(container).map((port, at) => ({
    container: port,
    protocol: upper(protocol),
    host: hostOf(host, at, single),
    hostAddress: address,
  }));
}

function hostOf(host: Publishing['host'], at: number, single: boolean): PublishedPort['host'] {
  if (host === 'unknown') return 'unknown';
  if (host === null || host.first === 0) return 'random';
  return single && width(host) > 0 ? 'random' : host.first + at;
}

export function numbers({ first, last }: Range): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

const upper = (protocol: Publishing['protocol']): Protocol =>
  protocol === 'tcp' ? 'TCP' : protocol === 'udp' ? 'UDP' : 'SCTP';

/** `--expose 80`, `80-90/udp`, mapping E4-09. */
export const exposed: Grammar<readonly Port[]> = (value) => {
  if (value.text.includes(':')) return bad('a port such as 80 or 53/udp');
  const read = portAndProtocol(value);
  if (read.kind !== 'value') return read;
  const { range, protocol } = read.value;
  if (range.first === 0) return bad('a port from 1 to 65535');
  return ok(numbers(range).map((container) => ({ container, protocol: upper(protocol) })));
};

/** What `--expose` gives the client, which does not look at the protocol. */
export function exposedByClient(text: string): readonly string[] | null {
  const [port = '', protocol = ''] = text.split('/');
  const range = text.includes(':') || port === '' ? null : portRange(port);
  return range && numbers(range).map((number) => `${number}/${protocol || 'tcp'}`);
}
