import type { KubeVersion } from '../../decision/options.ts';
import { KUBE_SCHEMA } from './kube-schema.ts';

/** How a field of the API is typed. */
export type FieldType =
  | { readonly is: 'primitive'; readonly name: Primitive }
  | { readonly is: 'object'; readonly type: string }
  | { readonly is: 'map'; readonly of: FieldType }
  | {
      readonly is: 'list';
      readonly of: FieldType;
      /** Keys that tell the items apart, with the value of an absent one. Empty: items may repeat. */
      readonly keys: readonly ListKey[];
      /** Items differ. */
      readonly set: boolean;
    };

export interface ListKey {
  readonly name: string;
  readonly fallback: string | null;
}

const PRIMITIVES = [
  'string',
  'boolean',
  'int32',
  'int64',
  'number',
  'object',
  'base64',
  'quantity',
  'int-or-string',
] as const;
export type Primitive = (typeof PRIMITIVES)[number];

export interface Field {
  readonly type: FieldType;
  readonly required: boolean;
}

export interface Schema {
  /** `apps/v1 Deployment` */
  readonly kinds: ReadonlySet<string>;
  readonly types: ReadonlyMap<string, ReadonlyMap<string, Field>>;
}

const read = new Map<KubeVersion, Schema>();

/** The API of one Kubernetes version, read when it is first asked for (1 ms). */
export function schemaOf(version: KubeVersion): Schema {
  const known = read.get(version);
  if (known !== undefined) return known;
  const schema = readSchema(KUBE_SCHEMA, version);
  read.set(version, schema);
  return schema;
}

function readSchema(text: string, version: KubeVersion): Schema {
  const kinds = new Set<string>();
  const types = new Map<string, Map<string, Field>>();
  let fields = new Map<string, Field>();
  for (const line of text.split('\n')) {
    if (line.startsWith('= ')) kinds.add(line.slice(2));
    else if (line.startsWith(' ')) readField(line.slice(1), version, fields);
    else if (line !== '') {
      fields = new Map();
      types.set(line, fields);
    }
  }
  return { kinds, types };
}

/** `name! [EnvVar]name @1.36,1.37` */
function readField(line: string, version: KubeVersion, fields: Map<string, Field>): void {
  const [name = '', type = '', versions] = line.split(' ');
  if (versions !== undefined && !versions.slice(1).split(',').includes(version)) return;
  const required = name.endsWith('!');
  fields.set(required ? name.slice(0, -1) : name, { type: readType(type), required });
}

function readType(text: string): FieldType {
  if (text.startsWith('{')) return { is: 'map', of: readType(text.slice(1, -1)) };
  if (text.startsWith('[')) {
    const end = text.lastIndexOf(']');
    const rest = text.slice(end + 1);
    const keys = rest === '' || rest === '=' ? [] : rest.split('+').map(readKey);
    return { is: 'list', of: readType(text.slice(1, end)), keys, set: rest === '=' };
  }
  const primitive = PRIMITIVES.find((p) => p === text);
  return primitive === undefined
    ? { is: 'object', type: text }
    : { is: 'primitive', name: primitive };
}

function readKey(text: string): ListKey {
  const [name = '', fallback] = text.split('=');
  return { name, fallback: fallback ?? null };
}
