import { Fault } from '@/lib/kernel/errors'
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
}

const MOST_BYTES = 20 * 1024 * 1024
const WHAT: Readonly<Record<number, string>> = {
  401: 'did not accept our token: renew it',
  403: 'does not let our token do this: grant it the permission',
  404: 'has nothing at this address: check the address in Settings',
  429: 'is limiting our requests: try again in a minute',
}

/** What a service answers to one message. A redirect is not followed, so that a token goes nowhere else. Throws Fault `provider_down` unless it accepted it. */
export async function askText(call: HttpCall): Promise<{ status: number; text: string }> {
  const answer = await exchange(call)
  const { status } = answer
  if (status >= 200 && status <= 299) return answer
  throw new Fault('provider_down', `${call.service} ${WHAT[status] ?? `answered with status ${status}: try again, and look there if it stays so`}`, {
    service: call.service,
    status,
  })
}

async function exchange({
  service,
  url,
  method = 'GET',
  headers = {},
  body,
  timeout_ms,
  most_bytes = MOST_BYTES,
}: HttpCall): Promise<{ status: number; text: string }> {
  try {
    const answer = await send({
      service,
      url,
      method,
      headers: { accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(timeout_ms),
    })
    const parts: Uint8Array[] = []
    let bytes = 0
    for await (const part of answer as AsyncIterable<Uint8Array>) {
      bytes += part.byteLength
      if (bytes > most_bytes)
        throw new Fault('provider_down', `${service} answered with more than ${Math.round(most_bytes / 1024 / 1024)} MB: ask for less`, { service })
      parts.push(part)
    }
    return { status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }
  } catch (cause) {
    if (cause instanceof Fault) throw cause
    // A signal that ran out ends a request as aborted, with the reason as its cause.
    const is_late = cause instanceof Error && (cause.name === 'TimeoutError' || cause.name === 'AbortError')
    const what = is_late ? `did not answer within ${timeout_ms / 1000} s: try again` : 'could not be reached: check the address and the connection'
    throw new Fault('provider_down', `${service} ${what}`, { service, is_late }, { cause })
  }
}
