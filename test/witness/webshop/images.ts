import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { type TarEntry, tar } from '../tar.ts';

/** An image as a registry serves it. */
export interface ServedImage {
  /** `library/redis` */
  readonly name: string;
  readonly tag: string;
  readonly config: {
    readonly Entrypoint: readonly string[];
    readonly Env: readonly string[];
    readonly WorkingDir?: string;
  };
  /** Archives; the first is the lowest. */
  readonly layers: readonly Buffer[];
}

/** The images that the units of the web shop name, with real servers in them. */
export function shopImages(): readonly ServedImage[] {
  const base = tar([...BASE, ...withLibraries('/bin/busybox')]);
  const image = (name: string, tag: string, folder: string, more: readonly TarEntry[] = []) => ({
    name,
    tag,
    config: { Entrypoint: ['/entrypoint.sh'], Env: ['PATH=/usr/sbin:/usr/bin:/bin'] },
    layers: [base, tar([...more, ...filesBelow(path.join(import.meta.dirname, folder))])],
  });
  const redis = image('library/redis', '3.2', 'redis', [
    directory('data/'),
    ...withLibraries('/usr/bin/redis-server', '/usr/bin/redis-cli'),
  ]);
  return [
    { ...redis, config: { ...redis.config, WorkingDir: '/data' } },
    image('example/shop-proxy', '2.0', 'proxy', [
      directory('var/log/nginx/'),
      directory('var/lib/nginx/'),
      ...withLibraries('/usr/sbin/nginx'),
    ]),
    image('library/postgres', '9.5', 'catalog', [directory('var/lib/postgresql/data/')]),
    image('example/shop', '1.4.2', 'shop'),
    image('example/mailer', '1.1', 'mailer'),
  ];
}

const directory = (name: string, mode = 0o755): TarEntry => ({ name, mode, content: null });
const text = (name: string, content: string): TarEntry => ({
  name,
  mode: 0o644,
  content: Buffer.from(content),
});

const APPLETS = 'awk cat cut df echo grep httpd nc printf sed sh sleep tail tr'.split(' ');

const BASE: readonly TarEntry[] = [
  directory('run/'),
  directory('tmp/', 0o1777),
  text('etc/passwd', 'root:x:0:0::/:/bin/sh\nwww-data:x:33:33::/:/bin/sh\n'),
  text('etc/group', 'root:x:0:\nwww-data:x:33:\n'),
  text('etc/nsswitch.conf', 'hosts: files dns\n'),
  ...APPLETS.map((name) => ({ name: `bin/${name}`, mode: 0o777, content: { link: 'busybox' } })),
];

/** Programs and the libraries that the dynamic linker gives them, at the same paths. */
function withLibraries(...programs: readonly string[]): readonly TarEntry[] {
  const files = new Set(programs.flatMap((program) => [program, ...librariesOf(program)]));
  return [...files].sort().map((file) => ({
    name: file.slice(1),
    mode: 0o755,
    content: readFileSync(file),
  }));
}

/** ldd(1): `libz.so.1 => /lib/…/libz.so.1 (0x…)`, or the linker alone; it fails for a static program. */
function librariesOf(program: string): readonly string[] {
  try {
    const lines = execFileSync('ldd', [program], { encoding: 'utf8', stdio: 'pipe' }).split('\n');
    return lines.flatMap((line) => /(?:^\s*|=> )(\/\S+) \(/.exec(line)?.[1] ?? []);
  } catch {
    return [];
  }
}

/** The files of a folder, as they lie in the root; those that begin with `#!` are programs. */
function filesBelow(folder: string): readonly TarEntry[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(path.join(folder, name)).isFile())
    .sort()
    .map((name) => {
      const content = readFileSync(path.join(folder, name));
      return { name, mode: content.subarray(0, 2).toString() === '#!' ? 0o755 : 0o644, content };
    });
}
