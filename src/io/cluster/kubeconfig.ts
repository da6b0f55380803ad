import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import type { Json, JsonObject } from '../../manifest/manifest.ts';
import { readPrintedYaml } from '../../manifest/read-yaml.ts';
import { EnvironmentError, reasonOf } from '../environment-error.ts';
import { proxyFor } from './proxy.ts';

/** One context with the cluster and the user that it names; file names in it are absolute. */
export interface Access {
  readonly context: string;
  readonly namespace: string;
  readonly server: string;
  /** `http://proxy:3128`; null: none is between us. */
  readonly proxy: string | null;
  readonly cluster: JsonObject;
  readonly userName: string;
  readonly user: JsonObject;
}

interface Kubeconfig {
  readonly current: string | null;
  readonly clusters: ReadonlyMap<string, JsonObject>;
  readonly users: ReadonlyMap<string, JsonObject>;
  readonly contexts: ReadonlyMap<string, JsonObject>;
}

const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * The contexts asked for, or the current one. Files as kubectl reads them: all of `KUBECONFIG`, the first to say something
 * wins, files that are not there are passed over; else `~/.kube/config`; else the service account of the Pod. Throws
 * `EnvironmentError`.
 */
export async function readAccess(
  contexts: readonly string[],
  env: NodeJS.ProcessEnv,
): Promise<readonly Access[]> {
  const files = kubeconfigFiles(env);
  const texts = await Promise.all(files.map(readKubeconfig));
  const found = texts.flatMap((text, i) =>
    text === null ? [] : [kubeconfigOf(text, files[i] ?? '')],
  );
  if (found.length === 0) {
    const own = await inCluster(env);
    if (own !== null && contexts.length === 0) return [own];
    throw new EnvironmentError(
      `no kubeconfig found: ${files.join(', ')} ${files.length > 1 ? 'are' : 'is'} not there, and this is no Pod; set KUBECONFIG`,
    );
  }
  const config = mergeKubeconfigs(found);
  if (contexts.length > 0) return contexts.map((name) => accessOf(config, name, env));
  if (config.current === null)
    throw new EnvironmentError(
      `the kubeconfig has no current context; choose one with --context (${[...config.contexts.keys()].sort().join(', ')})`,
    );
  return [accessOf(config, config.current, env)];
}

function kubeconfigFiles(env: NodeJS.ProcessEnv): readonly string[] {
  const named = (env.KUBECONFIG ?? '').split(path.delimiter).filter((file) => file !== '');
  return named.length > 0
    ? [...new Set(named)]
    : [path.join(env.HOME ?? homedir(), '.kube', 'config')];
}

async function readKubeconfig(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw new EnvironmentError(`cannot read the kubeconfig ${file}: ${reasonOf(error)}`);
  }
}

function kubeconfigOf(text: string, file: string): Kubeconfig {
  const content = parsed(text, file);
  const directory = path.dirname(path.resolve(file));
  const current = content['current-context'];
  return {
    current: typeof current === 'string' && current !== '' ? current : null,
    clusters: named(content.clusters, 'cluster', directory),
    users: named(content.users, 'user', directory),
    contexts: named(content.contexts, 'context', directory),
  };
}

function parsed(text: string, file: string): JsonObject {
  try {
    const content: unknown = quickly(text) ?? parse(text);
    if (isMap(content)) return content;
  } catch {
    // The reader's own words would quote the line, which may hold a key.
  }
  throw new EnvironmentError(`the kubeconfig ${file} cannot be read: it is no YAML map`);
}

/** As programs write them: JSON, or plain YAML of one document. Else undefined. */
function quickly(text: string): Json | undefined {
  const documents = readPrintedYaml(text);
  if (documents?.length === 1) return documents[0];
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** The first to say something wins, item by item (kubectl's rule for several files). */
export function mergeKubeconfigs(configs: readonly Kubeconfig[]): Kubeconfig {
  const merged = (pick: (c: Kubeconfig) => ReadonlyMap<string, JsonObject>) =>
    new Map(configs.toReversed().flatMap((config) => [...pick(config)]));
  return {
    current: configs.find((config) => config.current !== null)?.current ?? null,
    clusters: merged((c) => c.clusters),
    users: merged((c) => c.users),
    contexts: merged((c) => c.contexts),
  };
}

const FILE_FIELDS = ['certificate-authority', 'client-certificate', 'client-key', 'tokenFile'];

function named(
  list: Json | undefined,
  field: string,
  directory: string,
): ReadonlyMap<string, JsonObject> {
  const items = Array.isArray(list) ? list.filter(isMap) : [];
  const entries = items.toReversed().flatMap((item): readonly (readonly [string, JsonObject])[] => {
    const { name } = item;
    const value = item[field];
    return typeof name === 'string' ? [[name, absolute(isMap(value) ? value : {}, directory)]] : [];
  });
  return new Map(entries);
}

/** File names in a kubeconfig are relative to it; a plugin with a slash in its name too. */
function absolute(item: JsonObject, directory: string): JsonObject {
  const files = FILE_FIELDS.flatMap((field) => {
    const file = item[field];
    return typeof file === 'string' && file !== '' ? [[field, path.resolve(directory, file)]] : [];
  });
  const { exec } = item;
  const command = isMap(exec) ? exec.command : undefined;
  const plugin =
    isMap(exec) && typeof command === 'string' && command.includes('/')
      ? { exec: { ...exec, command: path.resolve(directory, command) } }
      : {};
  return { ...item, ...Object.fromEntries(files), ...plugin };
}

function accessOf(config: Kubeconfig, name: string, env: NodeJS.ProcessEnv): Access {
  const context = config.contexts.get(name);
  const known = [...config.contexts.keys()].sort().join(', ');
  if (context === undefined)
    throw new EnvironmentError(
      `the kubeconfig has no context ${name}; it has ${known === '' ? 'none' : known}`,
    );
  const clusterName = String(context.cluster ?? '');
  const userName = String(context.user ?? '');
  const cluster = config.clusters.get(clusterName);
  const user = config.users.get(userName);
  if (cluster === undefined || typeof cluster.server !== 'string')
    throw new EnvironmentError(
      `context ${name} names the cluster ${clusterName}, which the kubeconfig does not describe`,
    );
  if (user === undefined && userName !== '')
    throw new EnvironmentError(
      `context ${name} names the user ${userName}, whom the kubeconfig does not describe`,
    );
  return {
    context: name,
    namespace: namespaceOf(context.namespace),
    server: cluster.server.replace(/\/+$/, ''),
    proxy: proxyFor(cluster.server, cluster, env),
    cluster,
    userName,
    user: user ?? {},
  };
}

const namespaceOf = (said: Json | undefined): string =>
  typeof said === 'string' && said !== '' ? said : 'default';

/** A Pod's own account; its token rotates, so the file is named and not read here. */
async function inCluster(env: NodeJS.ProcessEnv): Promise<Access | null> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !port) return null;
  const namespace = await readFile(`${ACCOUNT}/namespace`, 'utf8').catch(() => '');
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  return {
    context: 'in-cluster',
    namespace: namespaceOf(namespace.trim()),
    server,
    proxy: proxyFor(server, {}, env),
    cluster: { server, 'certificate-authority': `${ACCOUNT}/ca.crt` },
    userName: 'service account',
    user: { tokenFile: `${ACCOUNT}/token` },
  };
}

export const isMap = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
