import { BlockList, isIP } from 'node:net'

// What answers here belongs to this machine, to its network or to the cloud below it, and not to a tenant. Source: IANA special-purpose address registries.
const INTERNAL = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  INTERNAL.addSubnet(net, bits, 'ipv4')
// The last three carry an IPv4 address inside, which would pass unseen; one that is mapped (::ffff:0:0/96) is looked up among the IPv4 nets.
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 9],
  ['ff00::', 8],
  ['64:ff9b::', 32],
  ['2002::', 16],
  ['2001::', 32],
] as const)
  INTERNAL.addSubnet(net, bits, 'ipv6')

/** Whether an address, as a resolver gives it, is not on the public internet. What is no address is. */
export function isInternalAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '')
  const version = isIP(bare)
  return version === 0 || INTERNAL.check(bare, version === 4 ? 'ipv4' : 'ipv6')
}

/** Whether the operator named this host, with or without its port, as one that tenants may reach although it is internal. */
export function isNamedHost(url: URL, named: readonly string[]): boolean {
  const port = url.port === '' ? (url.protocol === 'https:' ? '443' : '80') : url.port
  return named.includes(url.hostname.toLowerCase()) || named.includes(`${url.hostname.toLowerCase()}:${port}`)
}
