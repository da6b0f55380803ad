import { isRecord } from './is-record.ts';

/** A dump of etcd keys that nothing can be read from: wrong use, with what was expected. */
export class WrongEtcdDump extends Error {}

/**
 * Keys and values of a dump (mapping G60a), keys with one leading `/`. Three forms: the JSON answer of
 * `GET /v2/keys/?recursive=true`, a JSON object of keys and values, or lines `KEY=VALUE` and `KEY VALUE` as scripts round
 * `etcdctl ls -r -p` print them; lines that begin with `#` are comments. Throws `WrongEtcdDump`.
 */
export function readEtcdDump(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  if (/^\s*\{/.test(text)) addJson(parse(text), values);
  else addLines(text, values);
  return values;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new WrongEtcdDump(
      `the dump of etcd is no JSON: ${error instanceof Error ? error.message : ''}`,
    );
  }
}

function addJson(json: unknown, into: Map<string, string>): void {
  if (!isRecord(json)) return;
  if (isRecord(json.node)) addNode(json.node, into);
  else
    for (const [key, value] of Object.entries(json))
      into.set(withSlash(key), typeof value === 'string' ? value : JSON.stringify(value));
}

/** A node of the etcd v2 keys API. */
function addNode(node: Record<string, unknown>, into: Map<string, string>): void {
  if (typeof node.key === 'string' && typeof node.value === 'string')
    into.set(withSlash(node.key), node.value);
  if (Array.isArray(node.nodes))
    for (const child of node.nodes) if (isRecord(child)) addNode(child, into);
}

function addLines(text: string, into: Map<string, string>): void {
  for (const [index, line] of text.split('\n').entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [, key, value = ''] = /^\s*(\/[^\s=]*)(?:\s*=\s*|\s+)(.*?)\r?$/.exec(line) ?? [];
    if (key === undefined)
      throw new WrongEtcdDump(`line ${index + 1} of the dump of etcd is no /KEY=VALUE`);
    into.set(key, value);
  }
}

const withSlash = (key: string): string => `/${key.replace(/^\/+/, '')}`;
