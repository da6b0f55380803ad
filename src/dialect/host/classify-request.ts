import type { LogicalText } from '../../source/logical-text.ts';
import { slice } from '../../source/logical-text.ts';
import { etcdKeyOf, readCheck } from './check.ts';
import type { CommandLine } from './command-line.ts';
import { downloads } from './files.ts';
import type { HttpRequest } from './request.ts';
import { hostProgram, noise, type Verdict } from './verdict.ts';

/** A command that asks once; the unit failed when the answer was no (mapping G40–G44). */
export function asksOnce(line: CommandLine): Verdict {
  const asked = readCheck(line);
  if (asked === null || asked.infrastructure) return noise('G42', 'it asks about the machine');
  return { kind: 'wait', check: asked.check, intervalSeconds: null, what: asked.what };
}

/** mapping G50, G57, G73, G85; everything else is a request whose answer nobody sees. */
export function classifyRequest(line: CommandLine, request: HttpRequest): Verdict {
  const stored = storesKey(request);
  if (stored !== null) return stored;
  const download = downloads(line, request);
  if (download !== null) return download;
  if (!/^(GET|HEAD)$/.test(request.method)) return hostProgram(line);
  return asksOnce(line);
}

function storesKey({ method, url, data }: HttpRequest): Verdict | null {
  if (url === null || !/^(PUT|POST|DELETE)$/i.test(method)) return null;
  const withdraw = /^DELETE$/i.test(method) || /\/deregister\b/.test(url.path.text);
  const base = { kind: 'announce' as const, withdraw, check: null, intervalSeconds: null };
  const etcd = etcdKeyOf(url);
  if (etcd !== null) {
    const value = formValue(data, 'value');
    const ttl = Number(formValue(data, 'ttl')?.text);
    const ttlSeconds = Number.isInteger(ttl) && ttl > 0 ? ttl : null;
    return { ...base, store: 'etcd', keys: [{ key: etcd, value }], ttlSeconds };
  }
  if (!/^\/v1\/(agent|catalog|kv)\//.test(url.path.text)) return null;
  const keys = [{ key: url.path, value: data[0] ?? null }];
  return { ...base, store: 'consul', keys, ttlSeconds: null };
}

/** `-d value=x`, one or several joined by `&`. */
function formValue(data: HttpRequest['data'], name: string): LogicalText | null {
  for (const text of data) {
    const start = text.text.startsWith(`${name}=`) ? 0 : text.text.indexOf(`&${name}=`) + 1;
    if (start === 0 && !text.text.startsWith(`${name}=`)) continue;
    const from = start + name.length + 1;
    const end = text.text.indexOf('&', from);
    return slice(text, from, end < 0 ? text.text.length : end);
  }
  return null;
}
