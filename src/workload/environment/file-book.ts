import { encodeBytes } from '../../source/bytes.ts';
import type { SupportObject } from '../workload.ts';

/** Files of the machine whose content was given: `NAME-files` and `NAME-files-secret` (mapping H20-8). */
export interface FileBook {
  /** Name of the ConfigMap. */
  put(key: string, content: string): string;
  /** Name of the Secret. */
  putSecret(key: string, content: string): string;
  objects(): readonly SupportObject[];
}

export function openFiles(workload: string, include: boolean): FileBook {
  const plain = new Map<string, string>();
  const secret = new Map<string, string>();
  const name = `${workload}-files`;
  const secretName = `${workload}-files-secret`;
  return {
    put: (key, content) => {
      plain.set(key, content);
      return name;
    },
    putSecret: (key, content) => {
      secret.set(key, include ? content : 'REPLACE_ME');
      return secretName;
    },
    objects: () => [...configMap(name, plain), ...secretObject(secretName, secret)],
  };
}

/** Text that is not UTF-8 (`source/bytes.ts`) goes into `binaryData`, base64. */
function configMap(name: string, files: ReadonlyMap<string, string>): readonly SupportObject[] {
  if (files.size === 0) return [];
  const isBinary = (content: string): boolean =>
    /(^|[^\uD800-\uDBFF])[\uDC80-\uDCFF]/.test(content);
  const text = [...files].filter(([, content]) => !isBinary(content));
  const binary = [...files].filter(([, content]) => isBinary(content));
  return [
    {
      kind: 'ConfigMap',
      name,
      data: Object.fromEntries(text),
      binaryData: Object.fromEntries(
        binary.map(([key, content]) => [key, Buffer.from(encodeBytes(content)).toString('base64')]),
      ),
    },
  ];
}

function secretObject(name: string, files: ReadonlyMap<string, string>): readonly SupportObject[] {
  if (files.size === 0) return [];
  return [{ kind: 'Secret', name, type: 'Opaque', stringData: Object.fromEntries(files) }];
}
