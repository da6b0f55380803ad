import { child, children, flag, has, type Place, pathOf, text, texts } from './place.ts';
import type { Check } from './problem.ts';

/** Resolver and host name of a Pod (mapping H105, H2-13). */
export function checkNetwork(spec: Place, check: Check): void {
  checkResolver(spec, check);
  if (!has(spec, 'hostnameOverride')) return;
  for (const field of ['hostNetwork', 'setHostnameAsFQDN'])
    if (flag(spec, field))
      check.say(pathOf(spec, 'hostnameOverride'), 'H2-13', `must not stand beside ${field}`);
}

function checkResolver(spec: Place, check: Check): void {
  const config = child(spec, 'dnsConfig');
  const path = pathOf(spec, 'dnsConfig');
  const nameservers = texts(config, 'nameservers').length;
  const searches = texts(config, 'searches');
  if (text(spec, 'dnsPolicy') === 'None' && nameservers === 0)
    check.say(path, 'H105', 'needs a nameserver with dnsPolicy None');
  for (const option of children(config, 'options'))
    if (!has(option, 'name')) check.say(pathOf(option, 'name'), 'H105', 'is required');
  if (nameservers > 3) check.say(path, 'H105', 'must have at most 3 nameservers');
  if (searches.length > 32 || searches.join(' ').length > 2048)
    check.say(path, 'H105', 'must have at most 32 search domains, 2048 characters in all');
}
