import type { Decisions } from '../../decision/options.ts';
import type { Probe, ProbeHandler } from '../pod.ts';

/** Times of a probe that a person asks for without saying them: Kubernetes' own, but for a timeout that can be met. */
const TIMES = { periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 };

/**
 * mapping H80: `--option probe=UNIT=HANDLER`, a handler being `tcp:8080`, `http:8080/path`, `https:8443/path` or
 * `exec:COMMAND`, which a shell of the image reads. null: none was given, or it is none of these.
 */
export function chosenProbe(unit: string, decisions: Decisions): Probe | null {
  const prefix = `${unit}=`;
  const text = decisions.list('probe').findLast((line) => line.startsWith(prefix));
  const handler = text === undefined ? null : handlerOf(text.slice(prefix.length));
  return handler === null ? null : { handler, ...TIMES };
}

function handlerOf(text: string): ProbeHandler | null {
  const [, kind = '', rest = ''] = /^(tcp|https?|exec):(.*)$/s.exec(text) ?? [];
  if (kind === 'exec') return { kind: 'exec', command: ['/bin/sh', '-c', rest] };
  const [, digits = '', path = ''] = /^(\d{1,5})(\/.*)?$/.exec(rest) ?? [];
  const port = Number(digits);
  if (port < 1 || port > 65535) return null;
  if (kind === 'tcp') return path === '' ? { kind: 'tcp', port } : null;
  if (kind === '') return null;
  const scheme = kind === 'https' ? 'HTTPS' : 'HTTP';
  return { kind: 'http', port, path: path === '' ? '/' : path, scheme, headers: [] };
}
