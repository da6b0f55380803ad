import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import type { JsonObject } from '../manifest/manifest.ts';
import { readPrintedYaml } from '../manifest/read-yaml.ts';
import { EnvironmentError, reasonOf } from './environment-error.ts';

/** So many files are read before what waits on the network goes on. */
const FILES_AT_ONCE = 50;

/**
 * Objects of all `.yaml`, `.yml` and `.json` files below a directory, or of one file; Lists taken apart. Sorted by file. One
 * text is held at a time: thousands of small files are read quickest, and smallest, one after the other.
 */
export async function readManifests(root: string): Promise<readonly JsonObject[]> {
  const files = await manifestFiles(root);
  if (files.length === 0) throw new EnvironmentError(`${root} holds no .yaml or .json file`);
  const objects: JsonObject[] = [];
  for (const [i, file] of files.entries()) {
    if (i % FILES_AT_ONCE === FILES_AT_ONCE - 1) await othersTurn();
    objects.push(...objectsOf(textOf(file), file));
  }
  return objects;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new EnvironmentError(`cannot read ${file}: ${reasonOf(error)}`);
  }
}

async function manifestFiles(root: string): Promise<readonly string[]> {
  try {
    if (!(await stat(root)).isDirectory()) return [root];
    const names = await readdir(root, { recursive: true });
    return names
      .filter((name) => /\.(ya?ml|json)$/.test(name))
      .sort()
      .map((name) => path.join(root, name));
  } catch (error) {
    throw new EnvironmentError(`cannot read ${root}: ${reasonOf(error)}`);
  }
}

function objectsOf(text: string, file: string): readonly JsonObject[] {
  const json = file.endsWith('.json') ? jsonOf(text) : undefined;
  if (json !== undefined) return flattened(json, file);
  const printed = readPrintedYaml(text);
  return printed === null
    ? yamlObjects(text, file)
    : printed.flatMap((value) => flattened(value, file));
}

/** Many times quicker than a reader of YAML, which says where it is wrong. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function yamlObjects(text: string, file: string): readonly JsonObject[] {
  const documents = parseAllDocuments(text, { version: '1.1' });
  return (Array.isArray(documents) ? documents : []).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) {
      const line = error.linePos?.[0].line;
      throw new EnvironmentError(
        `${file}${line === undefined ? '' : `:${line}`} is no YAML (${error.code})`,
      );
    }
    const value: unknown = document.toJS();
    return value === null || value === undefined ? [] : flattened(value, file);
  });
}

function flattened(value: unknown, file: string): readonly JsonObject[] {
  if (!isObject(value))
    throw new EnvironmentError(`${file} holds a document that is no Kubernetes object`);
  if (value.kind === 'List' && Array.isArray(value.items))
    return value.items.flatMap((item: unknown) => flattened(item, file));
  if (typeof value.apiVersion !== 'string' || typeof value.kind !== 'string')
    throw new EnvironmentError(`${file} holds an object without apiVersion and kind`);
  return [value];
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
