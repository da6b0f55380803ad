import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { ServedImage } from './images.ts';

/** A registry of images that can only be read, as a mirror of docker.io: Docker Registry HTTP API V2. */
export interface Registry {
  readonly port: number;
  /** `library/redis:3.2 10.96.0.2`: whose manifests were taken, and by whom. */
  readonly pulls: ReadonlySet<string>;
  stop(): Promise<void>;
}

interface Blob {
  readonly type: string;
  readonly bytes: Buffer;
}

const TYPE = 'application/vnd.docker';
const MANIFEST = `${TYPE}.distribution.manifest.v2+json`;

/** Serves on all addresses of the suite, so that both machines reach it. */
export async function startRegistry(images: readonly ServedImage[]): Promise<Registry> {
  const blobs = new Map<string, Blob>();
  const manifests = new Map<string, string>();
  for (const image of images) manifests.set(`${image.name}:${image.tag}`, addImage(image, blobs));
  const pulls = new Set<string>();
  const server = createServer((request, response) => {
    const found = answer(request.url ?? '', manifests, blobs);
    if (found?.pulled) pulls.add(`${found.pulled} ${peerOf(request)}`);
    send(request, response, found);
  });
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    pulls,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const peerOf = ({ socket }: IncomingMessage): string =>
  (socket.remoteAddress ?? '').replace(/^::ffff:/, '');

interface Answer extends Blob {
  readonly digest: string;
  /** `library/redis:3.2`, of a manifest that was asked for by its tag. */
  readonly pulled: string | null;
}

/** null: 404. The root of the API answers that it is there. */
function answer(
  url: string,
  manifests: ReadonlyMap<string, string>,
  blobs: ReadonlyMap<string, Blob>,
): Answer | null {
  const path = url.replace(/\?.*/, '');
  if (path === '/v2/') return { type: 'application/json', bytes: EMPTY, digest: '', pulled: null };
  const [, name, kind, reference = ''] =
    /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  const tagged = kind === 'manifests' ? `${name}:${reference}` : '';
  const digest = manifests.get(tagged) ?? reference;
  const blob = blobs.get(digest);
  if (blob === undefined) return null;
  return { ...blob, digest, pulled: manifests.has(tagged) ? tagged : null };
}

const EMPTY = Buffer.from('{}');

function send(request: IncomingMessage, response: ServerResponse, found: Answer | null): void {
  response.setHeader('Docker-Distribution-Api-Version', 'registry/2.0');
  if (found === null) {
    response.writeHead(404, { 'Content-Type': 'application/json' });
    response.end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"there is no such image"}]}');
    return;
  }
  response.writeHead(200, {
    'Content-Type': found.type,
    'Content-Length': found.bytes.length,
    ...(found.digest === '' ? {} : { 'Docker-Content-Digest': found.digest }),
  });
  response.end(request.method === 'HEAD' ? undefined : found.bytes);
}

/** Adds the layers, the configuration and the manifest of an image; the digest of the last. */
function addImage(image: ServedImage, blobs: Map<string, Blob>): string {
  const add = (type: string, bytes: Buffer) => {
    const digest = digestOf(bytes);
    blobs.set(digest, { type, bytes });
    return { mediaType: type, size: bytes.length, digest };
  };
  const config = {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: image.config,
    rootfs: { type: 'layers', diff_ids: image.layers.map(digestOf) },
    history: image.layers.map(() => ({ created: CREATED, created_by: 'fleetlift' })),
    created: CREATED,
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: MANIFEST,
    config: add(`${TYPE}.container.image.v1+json`, Buffer.from(JSON.stringify(config))),
    layers: image.layers.map((layer) =>
      add(`${TYPE}.image.rootfs.diff.tar.gzip`, gzipSync(layer, { level: 1 })),
    ),
  };
  return add(MANIFEST, Buffer.from(JSON.stringify(manifest))).digest;
}

const CREATED = '2026-01-01T00:00:00Z';

const digestOf = (bytes: Buffer): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
