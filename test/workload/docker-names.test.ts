import { describe, expect, it } from 'vitest';
import { at, convertSet, findingsOf, objectOf } from './converted-set.ts';

const web = (flags: string) =>
  convertSet({
    'web.service': `[Service]\nRestart=always\nExecStart=/usr/bin/docker run --rm --name web ${flags} localhost/x:1\n`,
  });

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
    expect(findingsOf(named, 'web.service')).toContain('carried-over E4-26');
    expect(findingsOf(web('-h web.example.com'), 'web.service')).not.toContain(
      'carried-over E4-26',
    );
  });

  it('may have 64 bytes, as Linux has it', () => {
    expect(findingsOf(web(`-h ${A}${A}`), 'web.service')).toContain('carried-over E4-16');
    expect(findingsOf(web(`-h ${A}${A}a`), 'web.service')).toContain('docker-refuses E4-16');
  });
});
