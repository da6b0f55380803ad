import type { NameRule } from './names.ts';

const OCTET = '(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])';
const IPV4 = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}$`);
const LOOSE_IPV4 = /^\d{1,3}(?:\.\d{1,3}){3}$/;

/** IPv4 without leading zeros, or IPv6 that is not an IPv4 address in disguise (mapping H2-29). */
export const canonicalAddress: NameRule = (text) => {
  if (IPV4.test(text)) return null;
  if (LOOSE_IPV4.test(text))
    return 'must be an address without leading zeros, each part at most 255';
  return isIpv6(text) ? null : 'must be an IP address';
};

function isIpv6(text: string): boolean {
  if (!/^[0-9a-f:]+$/i.test(text)) return false;
  const halves = text.split('::');
  if (halves.length > 2) return false;
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const fits = halves.length === 2 ? groups.length < 8 : groups.length === 8;
  return fits && groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group));
}
