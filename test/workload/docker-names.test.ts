import { describe, expect, it } from 'vitest';
import { messageOf } from '../../src/finding/finding.ts';
import { at, convertSet, findingsOf, objectOf } from './converted-set.ts';

const web = (flags: string) =>
  convertSet({
    'web.service': `[Service]\nRestart=always\nExecStart=/usr/bin/docker run --rm --name web ${flags} localhost/x:1\n`,
  });

const said = (set: ReturnType<typeof web>): readonly string[] => set.findings.map(messageOf);

/** docker 20.10, `TweakCapabilities`; mapping E6-02. */
const CAPABILITIES: readonly (readonly [flags: string, add: string, drop: string])[] = [
  ['--cap-add NET_ADMIN --cap-drop NET_ADMIN', 'NET_ADMIN', ''],
  ['--cap-drop ALL --cap-add NET_ADMIN', 'NET_ADMIN', 'ALL'],
  ['--cap-drop ALL --cap-add ALL', 'ALL', ''],
  ['--cap-add ALL --cap-drop net_admin', 'ALL', 'NET_ADMIN'],
  ['--cap-add ALL --cap-add NET_ADMIN --cap-drop NET_ADMIN', 'ALL', 'NET_ADMIN'],
];

it.each(CAPABILITIES)('%s adds %s and drops %s', (flags, add, drop) => {
  const path = 'spec.template.spec.containers.0.securityContext.capabilities';
  const listed = at(objectOf(web(flags), 'Deployment', 'web'), path);
  const list = (names: string) => names.split(' ').filter(Boolean);
  expect({ add: [], drop: [], ...(listed as object) }).toEqual({
    add: list(add),
    drop: list(drop),
  });
});

describe('a host name', () => {
  const A = 'a'.repeat(32);

  it('that Kubernetes writes otherwise is said', () => {
    const named = web('-h Web.Example.COM');
    const spec = at(objectOf(named, 'Deployment', 'web'), 'spec.template.spec');
    expect(spec).toMatchObject({ hostnameOverride: 'web.example.com' });
    expect(said(named)).toContain(
      'the host name Web.Example.COM becomes hostnameOverride web.example.com, without the short name web beside it in /etc/hosts',
    );
  });

  it('that an address is given as well is asked about', () => {
    const question = '--add-host web: it is the own name of the container, whose own address';
    const asked = (flags: string) =>
      said(web(`${flags} --add-host web:10.0.0.7`)).some((text) => text.startsWith(question));
    expect([asked('-h web'), asked('-h other'), asked('')]).toEqual([true, false, false]);
  });

  it('may have 64 bytes, as Linux has it', () => {
    expect(findingsOf(web(`-h ${A}${A}`), 'web.service')).toContain('carried-over E4-16');
    expect(findingsOf(web(`-h ${A}${A}a`), 'web.service')).toContain('docker-refuses E4-16');
  });
});

describe('what a Pod does not do as docker did is said', () => {
  const beside = 'and nothing is taken of the search list and options of the machine';

  it.each([
    [
      '--dns 192.0.2.7',
      `DNS server 192.0.2.7: with it the names of Services are not found, ${beside}`,
    ],
    ['--dns 192.0.2.7 --dns-search a.test', beside],
    ['--dns-search a.test', '--dns-search becomes a domain that is looked up after those'],
    ['--dns-opt ndots:2', '--dns-option becomes an option beside those'],
    ['-p 53:53 -p 53:53/udp -p 80:80', 'clients of web used port 53, 80 of the machine'],
    ['--net host --privileged', '--net host becomes hostNetwork, which shares'],
  ])('%s', (flags, text) => {
    expect(said(web(flags)).filter((message) => message.includes(text))).toHaveLength(1);
  });

  it.each([
    ['--dns 192.0.2.7 --dns-search a.test --dns-opt ndots:2', beside],
    ['--net host --cap-add NET_ADMIN', '--net host becomes'],
  ])('and not %s', (flags, text) => {
    expect(said(web(flags)).join()).not.toContain(text);
  });

  it('a second port of the node', () => {
    const ports = (options: string) =>
      said(
        convertSet(
          {
            'web.service':
              '[Service]\nExecStart=/usr/bin/docker run -p 80:80 -p 81:80 localhost/x:1\n',
          },
          options,
        ),
      ).filter((message) => message.includes(' of the node is not carried over'));
    expect(ports('')).toEqual([]);
    expect(ports('--option hostports')).toEqual([
      'the port 81 of the node is not carried over: a Pod has one for each port of a container, here 80',
    ]);
  });

  it('the variables of a link', () => {
    const linked = (words: string) =>
      said(
        convertSet({
          'db.service':
            '[Service]\nExecStart=/usr/bin/docker run --name db -p 5432:5432 localhost/x:1\n',
          'web.service': `[Service]\nExecStart=/usr/bin/docker run --name web --link db:my-db localhost/x:1 ${words}\n`,
        }),
      ).find((message) => message.startsWith('the link to db')) ?? '';
    expect(linked('')).toMatch(/, and there are neither variables MY_DB_… nor names/);
    expect(linked('$$MY_DB_PORT')).toMatch(/, MY_DB_PORT… are there in Pods .* neither MY_DB_NAME/);
  });
});
