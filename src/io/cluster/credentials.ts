import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Agent, AgentOptions, RequestOptions } from 'node:https';
import type { JsonObject } from '../../manifest/manifest.ts';
import { EnvironmentError, reasonOf } from '../environment-error.ts';
import { type Access, isMap } from './kubeconfig.ts';
import type { RequestHeaders } from './send-once.ts';

/** What a connection and its requests need to be let in. */
export interface Credentials {
  readonly tls: AgentOptions;
  readonly headers: RequestHeaders;
  /** Through a proxy, where the kubeconfig names one; else null. */
  readonly agent: Agent | null;
}

/** A plugin that asks somebody for a password must not hang a run. */
const PLUGIN_TIMEOUT = 60_000;

/**
 * Certificates and tokens are read here, on each call anew: token files rotate. Exec plugins, OIDC and proxies are the
 * work of `@kubernetes/client-node`, which is loaded for them only: it takes a quarter of a second. Throws
 * `EnvironmentError`.
 */
export async function readCredentials(access: Access): Promise<Credentials> {
  const { cluster, user } = access;
  const certificate = await dataOrFile(user, 'client-certificate');
  refuseExpired(certificate, access.context);
  const tls: AgentOptions = {
    ...(cluster['insecure-skip-tls-verify'] === true && { rejectUnauthorized: false }),
    ...(typeof cluster['tls-server-name'] === 'string' && {
      servername: cluster['tls-server-name'],
    }),
    ...pem('ca', await dataOrFile(cluster, 'certificate-authority')),
    ...pem('cert', certificate),
    ...pem('key', await dataOrFile(user, 'client-key')),
  };
  const headers = { ...impersonation(user), ...(await authorization(user)) };
  const byPlugin = isMap(user.exec) || isMap(user['auth-provider']);
  if (!byPlugin && access.proxy === null) return { tls, headers, agent: null };
  return withClientNode(access, { tls, headers, agent: null });
}

/** The server would say no more than 401. */
function refuseExpired(certificate: string | null, context: string): void {
  if (certificate === null) return;
  if (Date.parse(validUntil(certificate, context)) < Date.now())
    throw new EnvironmentError(`the client certificate of context ${context} has expired`);
}

function validUntil(certificate: string, context: string): string {
  try {
    return new X509Certificate(certificate).validTo;
  } catch {
    throw new EnvironmentError(`the client certificate of context ${context} cannot be read`);
  }
}

const pem = (name: 'ca' | 'cert' | 'key', text: string | null): AgentOptions =>
  text === null ? {} : { [name]: text };

/** `NAME-data` in base64 wins over the file `NAME`, as with kubectl. */
async function dataOrFile(owner: JsonObject, name: string): Promise<string | null> {
  const data = owner[`${name}-data`];
  if (typeof data === 'string' && data !== '') return Buffer.from(data, 'base64').toString('utf8');
  const file = owner[name];
  return typeof file === 'string' && file !== '' ? readOf(file, name) : null;
}

function readOf(file: string, what: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    throw new EnvironmentError(`cannot read the ${what} ${file}: ${reasonOf(error)}`);
  });
}

async function authorization(user: JsonObject): Promise<Record<string, string>> {
  const { tokenFile, token, username, password } = user;
  if (typeof tokenFile === 'string' && tokenFile !== '')
    return { Authorization: `Bearer ${(await readOf(tokenFile, 'token file')).trim()}` };
  if (typeof token === 'string' && token !== '') return { Authorization: `Bearer ${token.trim()}` };
  if (typeof username !== 'string' || username === '') return {};
  const pair = Buffer.from(`${username}:${String(password ?? '')}`).toString('base64');
  return { Authorization: `Basic ${pair}` };
}

/** `as`, `as-uid`, `as-groups`, `as-user-extra` (kubeconfig v1); a list goes out as a header a value. */
function impersonation(user: JsonObject): RequestHeaders {
  const { as, 'as-uid': uid, 'as-groups': groups, 'as-user-extra': extra } = user;
  const headers: Record<string, string | string[]> = {};
  if (typeof as === 'string' && as !== '') headers['Impersonate-User'] = as;
  if (typeof uid === 'string' && uid !== '') headers['Impersonate-Uid'] = uid;
  if (Array.isArray(groups) && groups.length > 0) headers['Impersonate-Group'] = groups.map(String);
  for (const [key, values] of Object.entries(isMap(extra) ? extra : {}))
    headers[`Impersonate-Extra-${encodeURIComponent(key)}`] = [values ?? []].flat().map(String);
  return headers;
}

async function withClientNode(access: Access, own: Credentials): Promise<Credentials> {
  const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js');
  const config = new KubeConfig();
  const { context, cluster, user, userName, server } = access;
  // Only what we do not do ourselves; the files are read already.
  config.loadFromString(
    JSON.stringify({
      'current-context': context,
      contexts: [{ name: context, context: { cluster: context, user: userName } }],
      clusters: [
        {
          name: context,
          cluster: {
            server,
            'proxy-url': access.proxy ?? undefined,
            'tls-server-name': cluster['tls-server-name'],
            'insecure-skip-tls-verify': cluster['insecure-skip-tls-verify'],
            'certificate-authority-data': base64(own.tls.ca),
          },
        },
      ],
      users: [
        {
          name: userName,
          user: {
            exec: pluginOf(access),
            'auth-provider': user['auth-provider'],
            'client-certificate-data': base64(own.tls.cert),
            'client-key-data': base64(own.tls.key),
          },
        },
      ],
    }),
  );
  const options: RequestOptions = {};
  await inTime(config.applyToHTTPSOptions(options), pluginName(user)).catch((error: unknown) => {
    if (error instanceof EnvironmentError) throw error;
    throw new EnvironmentError(`${pluginName(user)} failed: ${firstLine(reasonOf(error))}`);
  });
  const given = Object.entries(options.headers ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    tls: {
      ...own.tls,
      ...(options.cert !== undefined && { cert: options.cert }),
      ...(options.key !== undefined && { key: options.key }),
    },
    headers: { ...own.headers, ...Object.fromEntries(given) },
    agent: access.proxy === null ? null : agentOf(options.agent),
  };
}

/** hpagent's and socks-proxy-agent's agents do what node's do; one connection a request would be a tunnel each. */
const agentOf = (agent: unknown): Agent => Object.assign(agent as Agent, { keepAlive: true });

const base64 = (text: unknown): string | undefined =>
  typeof text === 'string' ? Buffer.from(text).toString('base64') : undefined;

/** The plugin, told which cluster it is asked for (KEP-541); a plugin must not ask anybody. */
function pluginOf({ user, server }: Access): JsonObject | undefined {
  const { exec } = user;
  if (!isMap(exec)) return undefined;
  const env = Array.isArray(exec.env) ? exec.env.filter(isMap) : [];
  const info = JSON.stringify({
    apiVersion: exec.apiVersion ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: { interactive: false, ...(exec.provideClusterInfo === true && { cluster: { server } }) },
  });
  return { ...exec, env: [...env, { name: 'KUBERNETES_EXEC_INFO', value: info }] };
}

function pluginName(user: JsonObject): string {
  if (isMap(user.exec)) return `the credential plugin ${String(user.exec.command ?? '')}`;
  return isMap(user['auth-provider'])
    ? `the auth provider ${String(user['auth-provider'].name ?? '')}`
    : 'the proxy';
}

function inTime<T>(work: Promise<T>, who: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new EnvironmentError(`${who} gave no answer in ${PLUGIN_TIMEOUT / 1000} s`)),
      PLUGIN_TIMEOUT,
    );
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

const firstLine = (text: string): string => text.trim().split('\n')[0] ?? '';
