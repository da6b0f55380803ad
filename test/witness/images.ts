import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { buildWitness } from './program.ts';
import { type TarEntry, tar } from './tar.ts';

/** Files that the suite made, once for each state of their sources; `~/.cache/fleetlift/witness-HASH`. */
export interface Images {
  /** The witness, a static program: images hold it, and machines have it at /usr/bin/witness. */
  readonly program: string;
  /** All images in one archive that `docker load` and `ctr images import` read. */
  readonly archive: string;
  /** Names of the images in it: `localhost/witness:1`. */
  readonly names: readonly string[];
}

/** What an image says, in the words of Docker's image format. */
interface ImageConfig {
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly Env?: readonly string[];
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly StopSignal?: string;
  readonly Labels?: Readonly<Record<string, string>>;
  /** Durations in nanoseconds. */
  readonly Healthcheck?: { readonly Test: readonly string[]; readonly Interval: number };
}

const Entrypoint = ['/witness'];
const SECOND = 1e9;

/** The images by name. `shell` adds /bin/sh and its companions to the root. */
const IMAGES: Readonly<Record<string, ImageConfig & { readonly shell?: true }>> = {
  'localhost/witness:1': { Entrypoint },
  'localhost/witness:user': { Entrypoint, User: 'app' },
  'localhost/witness:uid': { Entrypoint, User: '1000:1000' },
  'localhost/witness:env': {
    Entrypoint,
    Env: ['PATH=/usr/local/bin:/usr/bin:/bin', 'FROM_IMAGE=image', 'BOTH=image', 'EMPTY='],
  },
  'localhost/witness:workdir': { Entrypoint, WorkingDir: '/data' },
  'localhost/witness:volume': { Entrypoint, Volumes: { '/data': {} } },
  'localhost/witness:port': { Entrypoint, ExposedPorts: { '8080/tcp': {}, '5353/udp': {} } },
  'localhost/witness:words': { Entrypoint, Cmd: ['default', 'words'] },
  'localhost/witness:command': { Cmd: ['/witness', 'from', 'cmd'] },
  'localhost/witness:nothing': {},
  'localhost/witness:sigint': { Entrypoint, StopSignal: 'SIGINT' },
  'localhost/witness:health': {
    Entrypoint,
    Healthcheck: { Test: ['CMD', '/witness', 'check', '--do', 'exit', '0'], Interval: SECOND },
  },
  'localhost/witness:shell': { Cmd: ['/bin/sh'], Env: ['PATH=/bin:/usr/bin'], shell: true },
  'localhost/pause:1': { Entrypoint: ['/witness', 'pause'] },
};

const text = (lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\n')}\n`);

/** What the root holds beside the program. `app` is in groups of its own, so that `--user app` has something to show. */
const FILES: readonly TarEntry[] = [
  { name: 'etc/', mode: 0o755, content: null },
  {
    name: 'etc/passwd',
    mode: 0o644,
    content: text([
      'root:x:0:0:root:/root:/witness',
      'app:x:1000:1000:app:/home/app:/witness',
      'nobody:x:65534:65534:nobody:/nonexistent:/witness',
    ]),
  },
  {
    name: 'etc/group',
    mode: 0o644,
    content: text([
      'root:x:0:',
      'audio:x:29:app',
      'app:x:1000:',
      'extra:x:2000:app',
      'nogroup:x:65534:',
    ]),
  },
  { name: 'etc/nsswitch.conf', mode: 0o644, content: text(['hosts: files dns']) },
  { name: 'root/', mode: 0o700, content: null },
  { name: 'home/', mode: 0o755, content: null },
  { name: 'home/app/', mode: 0o755, content: null, uid: 1000, gid: 1000 },
  { name: 'tmp/', mode: 0o1777, content: null },
  { name: 'data/', mode: 0o777, content: null },
  { name: 'data/of-the-image', mode: 0o644, content: text(['from the image']) },
  { name: 'usr/', mode: 0o755, content: null },
  { name: 'usr/bin/', mode: 0o755, content: null },
  { name: 'usr/bin/witness', mode: 0o777, content: { link: '/witness' } },
];

const BUSYBOX = '/bin/busybox';
const APPLETS = ['sh', 'cat', 'echo', 'env', 'id', 'kill', 'ls', 'sleep', 'test', 'true', 'false'];
const PROGRAM = path.join(import.meta.dirname, 'program');

/** The images: from the cache, or built now, which needs Go and a static busybox. */
export function buildImages(say: (line: string) => void): Images {
  const directory = path.join(cache(), `witness-${hashOfSources()}`);
  const images = {
    program: path.join(directory, 'witness'),
    archive: path.join(directory, 'images.tar'),
    names: Object.keys(IMAGES),
  };
  if (existsSync(directory)) return images;
  say(`building the witness and its images into ${directory}`);
  const unfinished = `${directory}.${process.pid}`;
  try {
    buildInto(unfinished);
    renameSync(unfinished, directory);
  } catch (error) {
    // Another run may have been quicker.
    if (!existsSync(directory)) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
  return images;
}

function buildInto(directory: string): void {
  mkdirSync(directory, { recursive: true });
  const program = path.join(directory, 'witness');
  buildWitness(program);
  writeFileSync(path.join(directory, 'images.tar'), archiveOf(readFileSync(program)));
}

const cache = (): string =>
  path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'fleetlift');

/** Of the program's sources, of the modules that make images of it, and of busybox. */
function hashOfSources(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(PROGRAM, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(?:go|s|mod)$/.test(name))
    .sort()
    .map((name) => path.join(PROGRAM, name));
  const own = ['images.ts', 'program.ts', 'tar.ts'].map((name) =>
    path.join(import.meta.dirname, name),
  );
  for (const file of [...sources, ...own, BUSYBOX]) hash.update(readFileSync(file)).update(file);
  return hash.digest('hex').slice(0, 16);
}

/** The format of `docker save`: a manifest, a configuration for each image, and the layers that they share. */
function archiveOf(program: Buffer): Buffer {
  const base = tar([{ name: 'witness', mode: 0o755, content: program }, ...FILES]);
  const shell = tar([
    { name: 'bin/', mode: 0o755, content: null },
    { name: 'bin/busybox', mode: 0o755, content: readFileSync(BUSYBOX) },
    ...APPLETS.map((name) => ({ name: `bin/${name}`, mode: 0o777, content: { link: 'busybox' } })),
  ]);
  const images = Object.entries(IMAGES).map(([name, { shell: hasShell, ...config }]) => {
    const layers = hasShell ? [base, shell] : [base];
    const json = Buffer.from(
      JSON.stringify({
        architecture: process.arch === 'x64' ? 'amd64' : process.arch,
        os: 'linux',
        config,
        rootfs: { type: 'layers', diff_ids: layers.map((layer) => `sha256:${sha256(layer)}`) },
        history: layers.map(() => ({ created: '2026-01-01T00:00:00Z', created_by: 'fleetlift' })),
        created: '2026-01-01T00:00:00Z',
      }),
    );
    return { name, layers, json, file: `${sha256(json)}.json` };
  });
  const manifest = images.map(({ name, layers, file }) => ({
    Config: file,
    RepoTags: [name],
    Layers: layers.map((layer) => `${sha256(layer)}.tar`),
  }));
  const file = (name: string, content: Buffer): TarEntry => ({ name, mode: 0o644, content });
  return tar([
    ...images.map(({ file: name, json }) => file(name, json)),
    ...[base, shell].map((layer) => file(`${sha256(layer)}.tar`, layer)),
    file('manifest.json', Buffer.from(JSON.stringify(manifest))),
  ]);
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
