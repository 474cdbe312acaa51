import { SignatureV4 } from '@smithy/signature-v4'
import { invariant } from '@/lib/kernel/errors'
import { toFault } from './aws-classify'
import type { AwsClients } from './aws-clients'

/** A read of a service that has no client here: rest-json, signed with the account's own credentials. */
export type SignedRead = {
  /** Name in the host and in the signature. */
  service: string
  region_id: string
  /** Permission that it needs, for sentences. */
  api: string
  method: 'GET' | 'POST'
  path: string
  /** Null sends none. */
  body: Record<string, unknown> | null
}

const THROTTLED = /^(?:Throttl|TooManyRequests|RequestLimit|SlowDown)/
const CHINA = /^cn-/

/**
 * The parsed answer. Credentials, address, time-outs and the number of tries are those of the account's other reading clients.
 * Throws Fault `provider_down` when it could not be asked.
 */
export async function signedRead(clients: AwsClients, read: SignedRead): Promise<unknown> {
  const { config } = clients.reading
  const strategy = await config.retryStrategy()
  invariant('acquireInitialRetryToken' in strategy, 'the SDK came with another kind of retry strategy')
  let token = await strategy.acquireInitialRetryToken(read.api)
  for (;;) {
    try {
      return await send(clients, read)
    } catch (error) {
      const failed = error as RestError // safe: send wraps whatever it throws
      try {
        token = await strategy.refreshRetryTokenForRetry(token, { errorType: errorType(failed) })
      } catch {
        throw toFault(failed, read.api)
      }
      await new Promise((again) => setTimeout(again, token.getRetryDelay()))
    }
  }
}

type RestError = Error & { code?: string; $metadata: { httpStatusCode?: number; requestId?: string } }

function errorType({ name, $metadata }: RestError): 'THROTTLING' | 'TRANSIENT' | 'SERVER_ERROR' | 'CLIENT_ERROR' {
  if (THROTTLED.test(name) || $metadata.httpStatusCode === 429) return 'THROTTLING'
  if ($metadata.httpStatusCode === undefined) return 'TRANSIENT'
  return $metadata.httpStatusCode >= 500 ? 'SERVER_ERROR' : 'CLIENT_ERROR'
}

async function send(clients: AwsClients, { service, region_id, method, path, body }: SignedRead): Promise<unknown> {
  const { config } = clients.reading
  const elsewhere = await config.endpoint?.()
  const hostname = elsewhere?.hostname ?? `${service}.${region_id}.amazonaws.com${CHINA.test(region_id) ? '.cn' : ''}`
  const port = elsewhere?.port
  const text = body === null ? undefined : JSON.stringify(body)
  const request = {
    method,
    protocol: elsewhere?.protocol ?? 'https:',
    hostname,
    ...(port === undefined ? {} : { port }),
    path,
    query: {},
    headers: {
      host: port === undefined ? hostname : `${hostname}:${port}`,
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(text)) }),
    },
    ...(text === undefined ? {} : { body: text }),
  }
  const signer = new SignatureV4({ service, region: region_id, credentials: config.credentials, sha256: config.sha256 })
  try {
    const { response } = await config.requestHandler.handle((await signer.sign(request)) as Parameters<typeof config.requestHandler.handle>[0])
    const answer = await textOf(response.body as AsyncIterable<Uint8Array>) // safe: what the Node handler answers
    if (response.statusCode < 300) return JSON.parse(answer)
    throw restError(response.statusCode, response.headers, answer)
  } catch (error) {
    if (error instanceof Error && '$metadata' in error) throw error
    throw Object.assign(error instanceof Error ? error : new Error(String(error)), { $metadata: {} })
  }
}

async function textOf(body: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

/** The code stands in a header or in the body, with the address of its description behind a colon. */
function restError(httpStatusCode: number, headers: Record<string, string>, text: string): RestError {
  const said = parsed(text)
  const code = String(headers['x-amzn-errortype'] ?? said['__type'] ?? said['code'] ?? 'Unknown')
  const requestId = headers['x-amzn-requestid']
  const error = new Error(String(said['message'] ?? said['Message'] ?? code))
  error.name = (code.split(':')[0] ?? code).split('#').at(-1) ?? code
  return Object.assign(error, { $metadata: { httpStatusCode, ...(requestId === undefined ? {} : { requestId }) } })
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
