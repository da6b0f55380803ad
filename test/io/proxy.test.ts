import { expect, test } from 'vitest';
import { proxyFor } from '../../src/io/cluster/proxy.ts';

const SERVER = 'https://api.example.com:6443';
const PROXY = 'http://proxy:3128';

test.each<[string, string, Record<string, string>, string | null]>([
  ['nothing is said', SERVER, {}, null],
  ['HTTPS_PROXY', SERVER, { HTTPS_PROXY: PROXY }, PROXY],
  ['in small letters', SERVER, { https_proxy: PROXY }, PROXY],
  ['the capital one first', SERVER, { HTTPS_PROXY: PROXY, https_proxy: 'http://other' }, PROXY],
  ['an address without a scheme', SERVER, { HTTPS_PROXY: 'proxy:3128' }, PROXY],
  ['HTTP_PROXY is for servers without TLS', SERVER, { HTTP_PROXY: PROXY }, null],
  ['a server without TLS', 'http://api.example.com', { HTTP_PROXY: PROXY }, PROXY],
  ['this machine', 'https://127.0.0.1:6443', { HTTPS_PROXY: PROXY }, null],
  ['this machine by name', 'https://localhost:6443', { HTTPS_PROXY: PROXY }, null],
  ['this machine, IPv6', 'https://[::1]:6443', { HTTPS_PROXY: PROXY }, null],
  ['all', SERVER, { HTTPS_PROXY: PROXY, NO_PROXY: '*' }, null],
  ['the host', SERVER, { HTTPS_PROXY: PROXY, NO_PROXY: 'x, api.example.com' }, null],
  ['its domain', SERVER, { HTTPS_PROXY: PROXY, no_proxy: 'example.com' }, null],
  ['below a domain', SERVER, { HTTPS_PROXY: PROXY, NO_PROXY: '.example.com' }, null],
  ['with a star', SERVER, { HTTPS_PROXY: PROXY, NO_PROXY: '*.example.com' }, null],
  [
    'the domain itself is not below it',
    'https://example.com',
    { HTTPS_PROXY: PROXY, NO_PROXY: '.example.com' },
    PROXY,
  ],
  [
    'another with the same end',
    'https://myexample.com',
    { HTTPS_PROXY: PROXY, NO_PROXY: 'example.com' },
    PROXY,
  ],
  ['its port', SERVER, { HTTPS_PROXY: PROXY, NO_PROXY: 'example.com:6443' }, null],
  ['another port', SERVER, { HTTPS_PROXY: PROXY, NO_PROXY: 'example.com:443' }, PROXY],
  ['an address', 'https://10.1.2.3', { HTTPS_PROXY: PROXY, NO_PROXY: '10.1.2.3:443' }, null],
  ['a network', 'https://10.1.2.3', { HTTPS_PROXY: PROXY, NO_PROXY: '10.0.0.0/8' }, null],
  ['another network', 'https://10.1.2.3', { HTTPS_PROXY: PROXY, NO_PROXY: '10.2.0.0/16' }, PROXY],
  ['an IPv6 network', 'https://[fd00::1]', { HTTPS_PROXY: PROXY, NO_PROXY: 'fd00::/8' }, null],
  ['an IPv6 address', 'https://[fd00::1]', { HTTPS_PROXY: PROXY, NO_PROXY: '[fd00::1]:443' }, null],
  ['nonsense', SERVER, { HTTPS_PROXY: PROXY, NO_PROXY: '10.0.0.0/99,/,:' }, PROXY],
])('%s', (_, server, env, expected) => {
  expect(proxyFor(server, {}, env)).toBe(expected);
});

test('the kubeconfig wins, for this machine too', () => {
  const cluster = { 'proxy-url': 'socks5://jump:1080' };
  const env = { HTTPS_PROXY: PROXY, NO_PROXY: '*' };
  expect(proxyFor('https://127.0.0.1:6443', cluster, env)).toBe('socks5://jump:1080');
});
