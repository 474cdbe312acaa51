import { type LookupAddress, lookup } from 'node:dns'
import { type IncomingMessage, request as overHttp } from 'node:http'
import { request as overHttps } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { config } from '@/lib/kernel/config'
import { Fault } from '@/lib/kernel/errors'
import { isInternalAddress, isNamedHost } from './internal-address'

export type Message = { service: string; url: string; method: string; headers: Record<string, string>; body: string | null; signal: AbortSignal; ca?: string }

const refused = (service: string): Fault =>
  new Fault(
    'provider_down',
    `${service} is at an internal address, which is not asked: use a public address, or have whoever runs Countersign name the host in COUNTERSIGN_INTERNAL_HOSTS`,
    { service, code: 'INTERNAL_ADDRESS' },
  )

/**
 * Sends one message to an address that a tenant chose, and resolves to the answer. An internal address is refused unless the operator named it. What
 * the name resolves to is looked at where the connection is made, so a name cannot mean one thing when it is checked and another when it is asked.
 * A redirect is an answer like any other: nothing follows it.
 */
export async function send({ service, url, method, headers, body, signal, ca }: Message): Promise<IncomingMessage> {
  const to = new URL(url)
  const host = to.hostname.replace(/^\[|\]$/g, '')
  const is_named = isNamedHost(to, config().internal_hosts)
  if (!is_named && isIP(host) !== 0 && isInternalAddress(host)) throw refused(service)
  return await new Promise((resolve, reject) => {
    const options = {
      method,
      signal,
      agent: false,
      headers: { 'accept-encoding': 'identity', ...headers },
      ...(ca === undefined ? {} : { ca }),
      ...(is_named ? {} : { lookup: publicOnly(service) }),
    }
    const sent = (to.protocol === 'https:' ? overHttps : overHttp)(to, options, resolve)
    sent.on('error', reject)
    sent.end(body ?? undefined)
  })
}

const publicOnly =
  (service: string): LookupFunction =>
  (hostname, options, answer) =>
    lookup(hostname, { ...options, all: true }, (error, found) => {
      const addresses = found as LookupAddress[] | undefined
      const [first] = addresses ?? []
      if (error !== null || addresses === undefined || first === undefined) return answer(error ?? new Error('no address'), '', 4)
      if (addresses.some((a) => isInternalAddress(a.address))) return answer(refused(service), '', 4)
      return options.all === true ? answer(null, addresses) : answer(null, first.address, first.family)
    })
