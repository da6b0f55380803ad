import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildWitness } from './program.ts';
import { type Event, readEvents, type StatementEvent } from './statement.ts';

const directory = mkdtempSync(path.join(tmpdir(), 'fleetlift-program-'));
const witness = path.join(directory, 'witness');
const inDirectory = (name: string): string => path.join(directory, name);

beforeAll(() => buildWitness(witness), 300_000);
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly events: readonly Event[];
  readonly errors: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  said(): string;
}

function start(command: string, words: readonly string[], input: string | null = null): Started {
  const child = spawn(command, words, { cwd: directory, env: { A: 'b' } });
  children.push(child);
  let [text, errors] = ['', ''];
  child.stdout.on('data', (more) => {
    text += more;
  });
  child.stderr.on('data', (more) => {
    errors += more;
  });
  // A program that has ended reads nothing.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input ?? '');
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) =>
      resolve({ code, signal, events: readEvents(text), errors }),
    );
  });
  return { child, ended, said: () => text };
}

const run = (words: readonly string[], input: string | null = null): Promise<Ended> =>
  start(witness, words, input).ended;

/** By bash, which execs the witness: for what cannot be said by `spawn`. `$W` is the program. */
const runByShell = (script: string): Promise<Ended> =>
  start('bash', ['--norc', '-c', `W=${witness}; ${script}`]).ended;

function statementOf({ events }: Pick<Ended, 'events'>): StatementEvent {
  const [first] = events;
  if (first?.event !== 'statement') throw new Error(`no statement: ${JSON.stringify(events)}`);
  return first;
}

/** What follows the statement, without times. */
const rest = ({ events }: Ended): readonly object[] =>
  events.slice(1).map(({ ...event }) => ({ ...event, at: 0 }));
const EXIT = (code: number): object => ({ event: 'exit', at: 0, code });

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; !holds(); tries++) {
    if (tries > 200) throw new Error('waited ten seconds');
    await sleep(50);
  }
}

describe('what it says of itself', () => {
  it('is every word as it is', async () => {
    const words = ['', ' ', 'a\nb', '$(X)', "it's", 'é☃', '<&>', '\u2028', '--do', 'exit', '0'];
    const ended = await run(words);
    expect(statementOf(ended)).toMatchObject({ argv: [witness, ...words], argvBase64: null });
    expect(ended.code).toBe(0);
  });

  it('is every byte of a word that is no UTF-8', async () => {
    const bytes = Buffer.from(Array.from({ length: 255 }, (_, i) => i + 1));
    const quoted = [...bytes].map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
    const ended = await runByShell(
      `export X=$'${quoted}'; LC_ALL=C exec $W $'${quoted}' --do exit 0`,
    );
    const { argvBase64, envBase64 } = statementOf(ended);
    expect(Buffer.from(argvBase64?.[1] ?? '', 'base64').equals(bytes)).toBe(true);
    const entries = envBase64?.map((entry) => Buffer.from(entry, 'base64')) ?? [];
    expect(entries).toContainEqual(Buffer.concat([Buffer.from('X='), bytes]));
  });

  it('is its name, whatever file it is', async () => {
    const ended = await runByShell('exec -a "other name" $W --do exit 0');
    expect(statementOf(ended)).toMatchObject({ argv: ['other name', '--do', 'exit', '0'] });
    expect(statementOf(ended).executable).toBe(witness);
  });

  it('is the environment, with empty values', async () => {
    const ended = await runByShell(`exec env -i X= 'Y=a=b' "Z=1
2" $W --do exit 0`);
    expect(statementOf(ended).env).toEqual({ X: '', Y: 'a=b', Z: '1\n2' });
  });

  it('is the working directory, the user and the mask', async () => {
    const script = `umask 027; cd /usr; exec setpriv --reuid 33 --regid 34 --groups 5,4 $W --do exit 0`;
    expect(statementOf(await runByShell(`chmod 755 ${directory}; ${script}`))).toMatchObject({
      ...{ workingDirectory: '/usr', umask: '0027' },
      ...{ uid: 33, gid: 34, effectiveUid: 33, groups: [4, 5], user: 'www-data' },
    });
  });

  it('is the limits, the soft one of open files too', async () => {
    const limits = 'ulimit -Sn 333; ulimit -Hn 4000; ulimit -c 0; ulimit -u 5000; ulimit -f 8';
    expect(statementOf(await runByShell(`${limits}; exec $W --do exit 0`)).limits).toMatchObject({
      nofile: { soft: '333', hard: '4000' },
      core: { soft: '0', hard: '0' },
      nproc: { soft: '5000', hard: '5000' },
      fsize: { soft: '8192', hard: '8192' },
    });
  });

  it('is how it is scheduled', async () => {
    const script = 'exec nice -n 7 chrt --batch 0 ionice -c 2 -n 6 taskset -c 0 $W --do exit 0';
    expect(statementOf(await runByShell(script)).scheduling).toMatchObject({
      ...{ nice: 7, policy: 'batch', priority: 0, cpus: '0' },
      ...{ ioClass: 'best-effort', ioPriority: 6 },
    });
  });

  it('is the signals that were ignored', async () => {
    const ignored = async (script: string) =>
      statementOf(await runByShell(`${script} exec $W --do exit 0`)).ignoredSignals;
    expect(await ignored('')).toEqual([]);
    expect(await ignored("trap '' PIPE HUP USR1;")).toEqual(['SIGHUP', 'SIGPIPE', 'SIGUSR1']);
  });

  it('is the capabilities and no_new_privs', async () => {
    const script = `exec setpriv --no-new-privs --bounding-set=-all,+chown,+net_raw --inh-caps=-all $W --do exit 0`;
    const { capabilities, noNewPrivileges } = statementOf(await runByShell(script));
    expect(noNewPrivileges).toBe(true);
    expect(capabilities).toMatchObject({ bounding: ['CHOWN', 'NET_RAW'], inheritable: [] });
  });

  it('is what its streams are', async () => {
    const script = `exec $W --do exit 0 </dev/null 2>${directory}/errors 5</etc`;
    expect(statementOf(await runByShell(script))).toMatchObject({
      ...{ stdin: 'null device', stderr: 'file', descriptors: { 5: 'directory' } },
    });
  });

  it('is its mounts, in a namespace of its own', async () => {
    const script =
      `exec unshare -m -u -i -n bash -c "mkdir -p '${directory}/a b'; ` +
      `mount -t tmpfs -o ro,nodev,size=1m t '${directory}/a b'; hostname elsewhere; exec $W --do exit 0"`;
    const statement = statementOf(await runByShell(script));
    expect(statement.hostname).toBe('elsewhere');
    expect(statement.mounts?.[`${directory}/a b`]).toMatchObject({
      ...{ fstype: 'tmpfs', options: ['nodev', 'relatime', 'ro'].sort() },
      ...{ propagation: 'private', writable: false },
    });
    expect(Object.keys(statement.interfaces ?? {})).toContain('lo');
    expect(Object.keys(statement.interfaces ?? {})).not.toContain('eth0');
  });

  it('is one write for each line', async () => {
    const trace = inDirectory('trace');
    const ended = await runByShell(
      `exec strace -f -e trace=write -s 100000 -o ${trace} $W --do say x , exit 0`,
    );
    expect(ended.events).toHaveLength(3);
    expect(readFileSync(trace, 'utf8').match(/write\(1, /g)).toHaveLength(3);
  });

  it('is all there when nothing can be read', async () => {
    const script = `exec unshare -m bash -c 'mount -t tmpfs t /proc; mount -t tmpfs t /dev; exec $W --do exit 0'`;
    const ended = await runByShell(`export W; ${script}`);
    expect(ended.code).toBe(0);
    expect(statementOf(ended)).toMatchObject({
      ...{ mounts: null, umask: null, seccomp: null, openPorts: null, oomScoreAdjust: null },
      ...{ uid: 0, env: { A: 'b' } },
    });
  });

  it('does not matter when nobody reads', async () => {
    const file = inDirectory('after');
    const acts = `--do sleep 100 , say x , write ${file} done , exit 3`;
    const closed = await runByShell(`$W ${acts} >&-; echo $? >&2`);
    expect([closed.errors, readFileSync(file, 'utf8')]).toEqual(['3\n', 'done\n']);
    const gone = await runByShell(`set -o pipefail; $W ${acts} | true; echo $? >&2`);
    expect(gone.errors).toBe('3\n');
  });
});

describe('signals', () => {
  const signalled = async (
    words: readonly string[],
    signals: readonly NodeJS.Signals[],
    waits = 250,
  ): Promise<Ended> => {
    const { child, ended, said } = start(witness, words);
    await until(() => said().includes('\n'));
    await sleep(100);
    for (const signal of signals) {
      child.kill(signal);
      await sleep(waits);
    }
    child.kill('SIGKILL');
    return ended;
  };

  it.each(['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1'] as const)(
    '%s is told and ends it',
    async (signal) => {
      const ended = await signalled(['a', 'b'], [signal]);
      expect(rest(ended)).toEqual([{ event: 'signal', at: 0, signal }, EXIT(0)]);
      expect(ended.code).toBe(0);
    },
  );

  it('that are ignored are told, and that it is alive', async () => {
    const ended = await signalled(['--do', 'ignore', 'TERM', 'SIGINT'], ['SIGTERM', 'SIGINT'], 400);
    const names = ended.events.map((event) =>
      event.event === 'signal' ? event.signal : event.event,
    );
    expect(names.filter((name) => name !== 'alive')).toEqual(['statement', 'SIGTERM', 'SIGINT']);
    expect(names.filter((name) => name === 'alive').length).toBeGreaterThanOrEqual(4);
    expect(ended.signal).toBe('SIGKILL');
  });

  it('end it as the acts say', async () => {
    const on = (...words: string[]) => signalled(['--do', 'on', ...words], ['SIGTERM'], 800);
    expect(await on('TERM', 'exit', '7')).toMatchObject({ code: 7 });
    expect(await on('15', 'die')).toMatchObject({ code: null, signal: 'SIGTERM' });
    const late = await on('SIGTERM', 'after', '300', 'exit', '0');
    const [signal, exit] = late.events.slice(1).map((event) => ('at' in event ? event.at : 0));
    expect((exit ?? 0) - (signal ?? 0)).toBeGreaterThanOrEqual(300);
  });

  it('of real time have names', async () => {
    const { child, ended, said } = start(witness, []);
    await until(() => said().includes('\n'));
    spawn('kill', ['-37', String(child.pid)]);
    expect(rest(await ended)).toEqual([{ event: 'signal', at: 0, signal: 'SIGRTMIN+3' }, EXIT(0)]);
  });

  it.each([
    [['kill', 'TERM'], 'SIGTERM'],
    [['kill', 'SIGKILL'], 'SIGKILL'],
    [['kill', 'SEGV'], 'SIGSEGV'],
    [['abort'], 'SIGABRT'],
    [['fault'], 'SIGSEGV'],
  ] as const)('%j', async (act, signal) => {
    const ended = await run(['--do', ...act]);
    expect(rest(ended)).toEqual([{ event: 'dies', at: 0, signal }]);
    expect(ended.signal).toBe(signal);
  });

  it('of its own do not reach it as the first process, but a fault does', async () => {
    const first = (act: string) => runByShell(`unshare --pid --fork $W --do ${act}`);
    const survived = await first('kill TERM , exit 3');
    expect(rest(survived).slice(1)).toEqual([
      { event: 'survived', at: 0, signal: 'SIGTERM' },
      EXIT(3),
    ]);
    expect(statementOf(survived)).toMatchObject({ pid: 1, parent: 0 });
    expect(await first('fault')).toMatchObject({ signal: 'SIGSEGV' });
  });
});

describe('acts', () => {
  it('come one after the other, from the last --do on', async () => {
    const ended = await run(['--do', 'exit', '9', '--do', 'say', 'a', 'b', ',', 'exit', '4']);
    expect(rest(ended)).toEqual([{ event: 'said', at: 0, text: 'a b' }, EXIT(4)]);
    expect(ended.code).toBe(4);
  });

  it.each([[['sing']], [['exit', 'x']], [['get', 'http://x', 'every']], [['on', 'TERM', 'sing']]])(
    '%j is unknown',
    async (words) => {
      const ended = await run(['--do', ...words]);
      expect(rest(ended)).toEqual([{ event: 'unknown act', at: 0, words }, EXIT(64)]);
      expect(ended.code).toBe(64);
    },
  );

  it('write, append, read, list, stat and remove files', async () => {
    const file = inDirectory('file');
    const acts =
      `write ${file} a b , append ${file} c , read ${file} , stat ${file} , remove ${file} , ` +
      `read ${file} , list ${directory}/none , write /proc/none x , exit 0`;
    const ended = await runByShell(`umask 022; exec $W --do ${acts}`);
    const none = { at: 0, path: file, error: null };
    expect(rest(ended)).toEqual([
      { event: 'wrote', ...none },
      { event: 'appended', ...none },
      { event: 'read', ...none, body: 'a b\nc\n' },
      { event: 'stat', ...none, node: '-0644 0:0' },
      { event: 'removed', ...none },
      { event: 'read', ...none, body: null, error: 'no such file or directory' },
      {
        ...{ event: 'listed', at: 0, path: `${directory}/none`, entries: [] },
        error: 'no such file or directory',
      },
      { event: 'wrote', at: 0, path: '/proc/none', error: 'no such file or directory' },
      EXIT(0),
    ]);
  });

  it('list what lies in a directory', async () => {
    const script = `umask 022; mkdir -p d/sub; echo > d/a; ln -sf a d/l; exec $W --do list d , exit 0`;
    expect(rest(await runByShell(script))[0]).toMatchObject({
      entries: ['-0644 0:0 a', 'l0777 0:0 l', 'd0755 0:0 sub'],
    });
  });

  it('use memory, processes and files until they are refused', async () => {
    const limits = 'ulimit -Sn 64';
    const ended = await runByShell(
      `${limits}; exec $W --do fork 3 , open 100 , allocate 8 , exit 0`,
    );
    const [forked, opened, allocated] = rest(ended);
    expect(forked).toEqual({ event: 'forked', at: 0, asked: 3, started: 3, error: null });
    expect(opened).toMatchObject({ asked: 100, error: 'too many open files' });
    expect(allocated).toEqual({ event: 'allocated', at: 0, megabytes: 8, error: null });
  });

  it('leave no child behind', async () => {
    await run(['--do', 'fork', '2', ',', 'exit', '0']);
    const own = () =>
      readdirSync('/proc').filter((name) => {
        try {
          return readFileSync(`/proc/${name}/cmdline`, 'utf8').startsWith(`${witness}\0`);
        } catch {
          return false;
        }
      });
    await until(() => own().length === 0);
    expect(own()).toEqual([]);
  });

  it('read standard input, and write to standard error', async () => {
    const ended = await run(['--do', 'input', ',', 'complain', 'a', 'b', ',', 'exit', '0'], 'in\n');
    expect(rest(ended)[0]).toEqual({ event: 'input', at: 0, body: 'in\n', error: null });
    expect(ended.errors).toBe('a b\n');
  });

  it('notify a manager', async () => {
    const script = `exec env NOTIFY_SOCKET=${directory}/no $W --do notify READY=1 , exit 0`;
    expect(rest(await runByShell(script))[0]).toEqual({
      ...{ event: 'notified', at: 0, error: 'no such file or directory' },
    });
    const unset = await run(['--do', 'notify', 'READY=1', ',', 'exit', '0']);
    expect(rest(unset)[0]).toMatchObject({ error: 'NOTIFY_SOCKET is not set' });
  });

  it('go on in a child, as a daemon does', async () => {
    const pidFile = inDirectory('pid');
    const ended = await run(['--do', 'detach', pidFile, ',', 'sleep', '100', ',', 'exit', '5']);
    expect(ended.code).toBe(0);
    const kinds = ended.events.map(({ event }) => event);
    expect(kinds.sort()).toEqual(['detached', 'exit', 'statement', 'statement']);
    const pids = ended.events.flatMap((event) => (event.event === 'statement' ? [event.pid] : []));
    expect(new Set(pids).size).toBe(2);
    expect(pids[1]).toBe(Number(readFileSync(pidFile, 'utf8')));
  });

  it('is a pause that says nothing and ends on SIGTERM', async () => {
    const { child, ended } = start(witness, ['pause']);
    await sleep(300);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 0, events: [], errors: '' });
  });
});

describe('peers', () => {
  const freePort = async (): Promise<number> => {
    const server = createTcpServer().listen(0);
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return port;
  };

  const asked = async (...acts: readonly string[]): Promise<readonly object[]> =>
    rest(await run(['--do', ...acts.join(' , ').split(' '), ',', 'exit', '0'])).slice(0, -1);

  it('are served by HTTP: the statement, a field of it, an end', async () => {
    const port = await freePort();
    const server = start(witness, ['x', '--do', 'serve', String(port)]);
    await until(() => server.said().includes('serves'));
    const url = `http://127.0.0.1:${port}`;
    expect(await (await fetch(`${url}/argv`)).json()).toEqual(
      statementOf({ events: readEvents(server.said()) }).argv,
    );
    expect(await (await fetch(url)).json()).toMatchObject({
      ...{ uid: 0, openPorts: [`tcp [::]:${port}`] },
    });
    expect((await fetch(`${url}/none`)).status).toBe(404);
    await fetch(`${url}/exit/6`).catch(() => {});
    expect(await server.ended).toMatchObject({ code: 6 });
  });

  it('are asked, once or in a rhythm', async () => {
    let count = 0;
    const server: Server = createServer((_request, answer) => {
      count++;
      answer.writeHead(count === 1 ? 503 : 200).end(`answer ${count}`);
    }).listen(0);
    const { port } = server.address() as AddressInfo;
    const from = `http://127.0.0.1:${port}/`;
    expect(await asked(`get ${from} every 10 times 2`)).toEqual([
      { event: 'got', at: 0, from, status: 503, body: 'answer 1' },
      { event: 'got', at: 0, from, status: 200, body: 'answer 2' },
    ]);
    expect(await asked(`connect 127.0.0.1 ${port}`)).toEqual([
      { event: 'connected', at: 0, from: `127.0.0.1:${port}` },
    ]);
    server.close();
  });

  it('that are not there are told once, after all tries', async () => {
    const port = await freePort();
    const from = `http://127.0.0.1:${port}/`;
    const refused = { event: 'refused', at: 0, from, error: 'connection refused' };
    expect(await asked(`get ${from}`)).toEqual([refused]);
    expect(await asked(`await ${from} every 10 times 3`)).toEqual([refused]);
    expect(await asked('resolve localhost')).toMatchObject([{ event: 'resolved' }]);
  });

  it('that come later are awaited', async () => {
    const port = await freePort();
    const client = start(witness, [
      '--do',
      'await',
      `http://127.0.0.1:${port}/uid`,
      ',',
      'exit',
      '0',
    ]);
    await sleep(300);
    const server = start(witness, ['--do', 'serve', String(port)]);
    expect(rest(await client.ended)[0]).toMatchObject({ event: 'got', status: 200, body: '0\n' });
    server.child.kill('SIGKILL');
  });

  it('echo datagrams', async () => {
    const port = await freePort();
    const server = start(witness, ['--do', 'serve', String(port), 'udp']);
    await until(() => server.said().includes('serves'));
    expect(await asked(`send 127.0.0.1 ${port} ping`)).toEqual([
      { event: 'got', at: 0, from: `127.0.0.1:${port}`, status: null, body: 'ping' },
    ]);
    server.child.kill('SIGKILL');
  });

  it('cannot have a port twice', async () => {
    const port = await freePort();
    const said = await asked(`serve ${port}`, `serve ${port}`);
    expect(said).toMatchObject([{ error: null }, { error: 'address already in use' }]);
  });
});
