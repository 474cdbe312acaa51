import { setTimeout } from 'node:timers/promises'
import { digest } from '@/lib/kernel/canonical'
import { Fault } from '@/lib/kernel/errors'
import { makePacer, type Pace } from './pace'
import { retryAfterMs } from './retry-after'
import { send } from './send'

export type HttpCall = {
  /** Name of the service, for sentences. */
  service: string
  url: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
  body?: unknown
  timeout_ms: number
  /** An answer that is larger is not read further. */
  most_bytes?: number
  /** How often this service is asked; absent: as often as somebody does. */
  pace?: Pace
  /** How this service says that it limits our requests, where that is not status 429. */
  isLimited?(status: number, text: string): boolean
}

const MOST_BYTES = 20 * 1024 * 1024
const WHAT: Readonly<Record<number, string>> = {
  401: 'did not accept our token: renew it',
  403: 'does not let our token do this: grant it the permission',
  404: 'has nothing at this address: check the address in Settings',
  429: 'is limiting our requests: try again in a minute',
}

type Answer = { status: number; text: string; retry_after: string | undefined }

// All tenants of a process; those that share a token share its limit.
const pacer = makePacer(() => performance.now())
// A service that is still busy after the time that it named is asked later, by whoever asks next.
const MOST_TRIES = 3

/**
 * What a service answers to one message. A redirect is not followed, so that a token goes nowhere else. With a pace it waits for its turn, and where the service
 * says when it may be asked again it waits for that, both within the time-out; later than that it is not asked. Throws Fault `provider_down` unless it accepted it.
 */
export async function askText(call: HttpCall): Promise<{ status: number; text: string }> {
  const until_ms = performance.now() + call.timeout_ms
  for (let tries = 1; ; tries++) {
    await waitForTurn(call, until_ms)
    const answer = await exchange(call, until_ms - performance.now())
    const status = call.isLimited?.(answer.status, answer.text) === true ? 429 : answer.status
    if (status >= 200 && status <= 299) return answer
    const wait_ms = call.pace !== undefined && isRepeatable(call, status) ? retryAfterMs(answer.retry_after, Date.now()) : null
    if (wait_ms !== null) pacer.close(paceKey(call), wait_ms)
    if (wait_ms !== null && tries < MOST_TRIES && performance.now() + wait_ms < until_ms) continue
    throw refusal(call, status, wait_ms)
  }
}

/** What was refused for its rate was not done, whatever it was; what failed otherwise may have been, unless it only asked. */
const isRepeatable = ({ method = 'GET' }: HttpCall, status: number): boolean => status === 429 || (status === 503 && method === 'GET')

function refusal({ service }: HttpCall, status: number, wait_ms: number | null): Fault {
  const what =
    wait_ms === null
      ? (WHAT[status] ?? `answered with status ${status}: try again, and look there if it stays so`)
      : `is limiting our requests and may be asked again in ${Math.ceil(wait_ms / 1000)} s: it was not asked until then`
  return new Fault('provider_down', `${service} ${what}`, { service, status, ...(wait_ms === null ? {} : { retry_after_sec: Math.ceil(wait_ms / 1000) }) })
}

/** Requests of one token to one service. The token itself is not kept. */
const paceKey = ({ url, headers = {} }: HttpCall): string => digest({ origin: new URL(url).origin, authorization: headers['authorization'] ?? '' })

async function waitForTurn(call: HttpCall, until_ms: number): Promise<void> {
  if (call.pace === undefined) return
  const key = paceKey(call)
  const wait_ms = pacer.takeTurn(key, call.pace, until_ms - performance.now())
  if (wait_ms === null) {
    const closed_sec = Math.ceil(pacer.closedFor(key) / 1000)
    const because = closed_sec > 0 ? `it may be asked again in ${closed_sec} s` : 'too many of our own requests wait for it'
    throw new Fault('provider_down', `${call.service} was not asked: ${because}. Try again then`, { service: call.service, is_paced: true })
  }
  if (wait_ms > 0) await setTimeout(wait_ms)
}

async function exchange({ service, url, method = 'GET', headers = {}, body, timeout_ms, most_bytes = MOST_BYTES }: HttpCall, left_ms: number): Promise<Answer> {
  try {
    const answer = await send({
      service,
      url,
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(left_ms))),
    })
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of answer as AsyncIterable<Uint8Array>) {
      bytes += part.byteLength
      if (bytes > most_bytes)
        throw new Fault('provider_down', `${service} answered with more than ${Math.round(most_bytes / 1024 / 1024)} MB: ask for less`, { service })
      parts.push(part)
    }
    return { status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8'), retry_after: answer.headers['retry-after'] }
  } catch (cause) {
    if (cause instanceof Fault) throw cause
    // A signal that ran out ends a request as aborted, with the reason as its cause.
    const is_late = cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError')
    const what = is_late ? `did not answer within ${timeout_ms / 1000} s: try again` : 'could not be reached: check the address and the connection'
    throw new Fault('provider_down', `${service} ${what}`, { service, is_late }, { cause })
  }
}
