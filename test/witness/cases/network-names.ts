import { dockerCase, type WitnessCase } from '../case.ts';
import { acts } from './words.ts';

/** `network/NAME`: a case of one container. */
export const one = (
  name: string,
  shows: string,
  flags: string,
  words = '',
  more: Partial<WitnessCase> & { readonly image?: string } = {},
): WitnessCase => dockerCase(`network/${name}`, shows, flags, words, more);

/** Names: the container's own, those of others, and who is asked for the rest. */
export const NAMES: readonly WitnessCase[] = [
  one('hostname', '--hostname', '--hostname web1'),
  one('hostname-short', '-h', '-h web-1'),
  one('hostname-dots', '--hostname with dots', '--hostname web.example.com'),
  one('hostname-capitals', '--hostname with capitals', '--hostname WEB1'),
  one('hostname-underscore', '--hostname with _', '--hostname web_1'),
  one('hostname-number', '--hostname of digits', '--hostname 42'),
  one('domainname', '--domainname', '--hostname web --domainname example.com'),
  one('hostname-none', 'no --hostname', ''),
  one('hostname-own', '--hostname=%p', '--hostname=%p'),
  one('add-host', '--add-host', '--add-host db:10.0.0.7 --add-host=cache:10.0.0.8'),
  one(
    'add-host-same',
    '--add-host, two names of one address',
    '--add-host db:10.0.0.7 --add-host database:10.0.0.7',
  ),
  one(
    'add-host-two',
    '--add-host, two addresses of one name',
    '--add-host db:10.0.0.7 --add-host db:10.0.0.8',
    acts('resolve db times 1'),
  ),
  one('add-host-ipv6', '--add-host with an IPv6 address', '--add-host db:fd00::7'),
  one(
    'add-host-own',
    '--add-host of the own name',
    '--hostname web --add-host web:10.0.0.7',
    acts('resolve web times 1'),
  ),
  one('add-host-capitals', '--add-host with capitals', '--add-host My_Db:10.0.0.7'),
  one('add-host-gateway', '--add-host …:host-gateway', '--add-host machine:host-gateway'),
  one(
    'add-host-net',
    '--add-host with --net=host',
    '--net host --add-host db:10.0.0.7',
    acts('resolve db times 1'),
  ),
  one('dns', '--dns', '--dns 192.0.2.7'),
  one(
    'dns-many',
    '--dns, four of them',
    '--dns 192.0.2.7 --dns 192.0.2.8 --dns 192.0.2.9 --dns 192.0.2.10',
  ),
  one(
    'dns-all',
    '--dns, --dns-search and --dns-opt',
    '--dns 192.0.2.7 --dns-search example.com --dns-search example.org --dns-opt ndots:2 --dns-opt rotate',
  ),
  one('dns-search', '--dns-search', '--dns-search example.com'),
  one('dns-search-none', '--dns-search .', '--dns-search .'),
  one('dns-no-search', '--dns with --dns-search .', '--dns 192.0.2.7 --dns-search .'),
  one('dns-option', '--dns-option', '--dns-option ndots:3 --dns-option timeout:1'),
];
