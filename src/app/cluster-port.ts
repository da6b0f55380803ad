import type { Json, JsonObject } from '../manifest/manifest.ts';

/** One cluster, as the use cases see it: JSON in, JSON out. Retries, credentials and connections are the other side's. */
export interface Cluster {
  /** Name of the context in the kubeconfig. */
  readonly context: string;
  /** `https://127.0.0.1:6443` */
  readonly server: string;
  /** Namespace of the context; `default` where it says none. */
  readonly namespace: string;
  /** Requests that may be in flight at most: more work at a time would only wait. */
  readonly concurrency: number;
  /** Never throws for what the server or the network does: `status` 0 is a request that got no answer in the end. */
  send(request: ClusterRequest): Promise<ClusterAnswer>;
  /**
   * Lines of a watch, parsed, until it ends, fails or is aborted. The answer says why it ended: status 200 after a normal
   * end.
   */
  watch(
    path: string,
    onEvent: (event: JsonObject) => void,
    signal: AbortSignal,
  ): Promise<ClusterAnswer>;
  close(): void;
}

export interface ClusterRequest {
  readonly method: 'GET' | 'PATCH' | 'POST' | 'DELETE';
  /** With the query. */
  readonly path: string;
  readonly body?: Json;
  readonly contentType?: string;
  readonly accept?: string;
}

export interface ClusterAnswer {
  /** 0: no answer. */
  readonly status: number;
  /** null: no JSON object. */
  readonly body: JsonObject | null;
  /** Of a failure: the server's own words, or one sentence about the connection. */
  readonly message: string;
  /** Texts of `Warning:` headers. */
  readonly warnings: readonly string[];
  /** Of a request for `TEXT` that went well. */
  readonly text?: string;
}

/** Something about the cluster as a whole stops the run: one clear sentence, exit code 3. */
export class ClusterProblem extends Error {}

export const APPLY_PATCH = 'application/apply-patch+yaml';
export const JSON_PATCH = 'application/json-patch+json';
export const MERGE_PATCH = 'application/merge-patch+json';

/** An answer that says which object it is and in which version, and not what is in it. */
export const METADATA_ONLY =
  'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json';

/** An answer that is no JSON: the log of a container. */
export const TEXT = 'text/plain, */*';

export const isFine = ({ status }: ClusterAnswer): boolean => status >= 200 && status < 300;

/** Owner of the fields that we write. */
export const FIELD_MANAGER = 'fleetlift';

/** Where to ask for server-side apply; `force` takes fields that others own. */
export function applyPath(
  path: string,
  options: { readonly dryRun: boolean; readonly force: boolean; readonly manager?: string },
): string {
  const query = new URLSearchParams({
    fieldManager: options.manager ?? FIELD_MANAGER,
    force: String(options.force),
    fieldValidation: 'Strict',
    ...(options.dryRun && { dryRun: 'All' }),
  });
  return `${path}?${query}`;
}
