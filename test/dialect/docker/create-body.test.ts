import { describe, expect, test } from 'vitest';
import { createBody } from '../../../src/dialect/docker/create-body.ts';
import { runOf } from './line.ts';

const client = {
  variable: (name: string) => (name === 'SET' ? 'here' : null),
  file: (path: string) =>
    ({ '/web.env': 'A=1\nSET\nUNSET\n', '/bad.env': 'A B=1\n', '/l': 'x=1\n' })[path] ?? null,
  workingDirectory: '/home/core',
};

const body = (line: string): unknown => {
  const made = createBody(runOf(`docker ${line}`), client);
  return made.kind === 'request' ? made.body : made.why;
};
const host = (line: string): unknown => {
  const made = createBody(runOf(`docker ${line}`), client);
  if (made.kind !== 'request') return made.why;
  const { LogConfig: _, ...rest } = made.body.HostConfig as Record<string, unknown>;
  return rest;
};

describe('the body of a create request', () => {
  test('of a plain container', () => {
    expect(body('create nginx')).toEqual({
      Image: 'nginx',
      AttachStdin: false,
      AttachStdout: true,
      AttachStderr: true,
      StdinOnce: false,
      HostConfig: { LogConfig: { Type: '', Config: {} } },
      NetworkingConfig: { EndpointsConfig: { default: {} } },
    });
  });

  test.each([
    ['run -d --rm nginx', { AutoRemove: true }],
    ['run -v ./a:/b -v /c:/d -v /e nginx', { Binds: ['/home/core/a:/b', '/c:/d'] }],
    ['run -m 1g --cpus 1.5 nginx', { Memory: 1073741824, NanoCpus: 1500000000 }],
    [
      'run --cap-add net_admin --cap-add CAP_CHOWN nginx',
      { CapAdd: ['CAP_CHOWN', 'CAP_NET_ADMIN'] },
    ],
    [
      'run --restart on-failure:3 nginx',
      { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } },
    ],
    [
      'run -p 1.2.3.4:80:8080 -p 81:8080 nginx',
      {
        PortBindings: {
          '8080/tcp': [
            { HostIp: '1.2.3.4', HostPort: '80' },
            { HostIp: '', HostPort: '81' },
          ],
        },
      },
    ],
    [
      'run --ulimit nofile=1:2 --ulimit core=0 nginx',
      {
        Ulimits: [
          { Name: 'core', Hard: 0, Soft: 0 },
          { Name: 'nofile', Hard: 2, Soft: 1 },
        ],
      },
    ],
    ['run --net host nginx', { NetworkMode: 'host' }],
    ['run --link a:b nginx', { Links: ['a:b'] }],
    ['run --security-opt systempaths=unconfined nginx', { MaskedPaths: [], ReadonlyPaths: [] }],
    [
      'run --sysctl net.a=1 --tmpfs /x:size=1m nginx',
      { Sysctls: { 'net.a': '1' }, Tmpfs: { '/x': 'size=1m' } },
    ],
  ])('%s', (line, expected) => expect(host(line)).toEqual(expected));

  test('variables come from files, then flags, then the environment', () => {
    expect(body('run --env-file /web.env -e B=2 -e SET -e UNSET nginx')).toMatchObject({
      Env: ['A=1', 'SET=here', 'B=2', 'SET=here', 'UNSET'],
    });
    expect(body('run --label-file /l -l y=2 nginx')).toMatchObject({ Labels: { x: '1', y: '2' } });
  });

  test('files that are not supplied are named', () => {
    expect(createBody(runOf('docker run --env-file /none nginx'), client)).toMatchObject({
      missingFiles: ['/none'],
    });
  });

  test('unknown values stand as they were written', () => {
    expect(body(`run -e A=\${X} --name \${N} app:\${V} \${W}`)).toMatchObject({
      Env: [`A=\${X}`],
      Image: `app:\${V}`,
      Cmd: [`\${W}`],
    });
  });

  test.each([
    'run -it nginx',
    'run -d -a stdout nginx',
    'run --rm --restart always nginx',
    'run --env-file /bad.env nginx',
    'run Nginx',
    'run -p x nginx',
    'run --cpu-count 1 nginx',
    'run --network a --network host nginx',
    'run --network-alias a nginx',
    'run --mount type=bind nginx',
    'run --no-healthcheck --health-cmd x nginx',
  ])('%s is refused', (line) => expect(body(line)).toBeTypeOf('string'));
});
