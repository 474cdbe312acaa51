import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Instant } from '@/schemas/time'
import { memoryLog } from '../../../fixtures/memory-log'
import { DiskSnapshot } from '../ports/storage-port'
import type { SimulatedEstate } from '../simulation/estate'
import { simulatedCloud } from '../simulation/simulated'
import { accountAt } from '../simulation/simulated-account'
import { BUDGET_HANDLERS } from './wire-budgets.contract'
import { type Pin, type WireCall, WireError } from './wire-call.contract'
import { EC2_HANDLERS } from './wire-ec2.contract'
import { JSON_HANDLERS } from './wire-json.contract'
import { MACHINE_HANDLERS } from './wire-machines.contract'
import { type Asked, lets } from './wire-policy.contract'
import { RDS_HANDLERS } from './wire-rds.contract'
import { type RecycleBinFake, recycleBinAnswer, rulesFor, schedulerAnswer } from './wire-rest.contract'
import { s3Answer } from './wire-s3.contract'
import { SCALING_HANDLERS } from './wire-scaling.contract'
import { isSigned } from './wire-signature.contract'
import { type Sessions, stsAnswer } from './wire-sts.contract'
import { TAG_AND_KEY_HANDLERS } from './wire-tags-and-keys.contract'

/** How the next call of an action goes wrong. `after_effect` does the work and then breaks the connection; `silent` takes the call and never answers. */
export type Trouble = 'throttled' | 'expired' | 'server_error' | 'after_effect' | 'garbage' | 'silent'

export type AwsWireServer = {
  endpoint: string
  calls: string[]
  /** Calls that would change something, as the server took them: what a session lets through and no dry run. */
  changes: string[]
  /** What every AssumeRole and GetFederationToken asked for. */
  sessions: Record<string, string>[]
  bin: RecycleBinFake
  /** `later` calls of the action go well first; it goes wrong `times` times, or for good. */
  fail(action: string, trouble: Trouble, later?: number, times?: number): void
  /** Who the credentials that no role gave belong to; null refuses both ways to narrow them. */
  identity(kind: Sessions['identity']): void
  pin(pin: Pin): void
  editSchedule(name: string, patch: Record<string, unknown>): void
  close(): Promise<void>
}

const SECRET = 'secret'
const DRY_JSON = /"DryRun":true/
const CHANGES = /^(?:Stop|Start|Create|Delete|Modify|Put|Update|Release|Allocate|Disable|Enable|Restore|Lock|Provide|Tag|Untag|POST schedule|PUT |DELETE )/

type Request = Asked & { text: string; place: WireCall['place']; headers: IncomingMessage['headers']; url: URL }
type Answer = { status: number; type: string; text: string; headers?: Record<string, string> }

/**
 * A server that speaks as much of the EC2 and AWS Query, JSON 1.1, REST JSON and S3 protocols as the connector uses, over a simulated account. What it
 * proves is the wire: requests as the SDK writes and signs them, answers as the SDK reads them, and what a session's policy lets through.
 */
export async function awsWireServer(estate: SimulatedEstate, now: () => Promise<Instant>): Promise<AwsWireServer> {
  const log = memoryLog()
  const port = simulatedCloud({ estate, log, now })
  const schedules = new Map<string, Record<string, unknown>>()
  const troubles = new Map<string, { trouble: Trouble; later: number; times: number }>()
  const calls: string[] = []
  const changes: string[] = []
  const sts: Sessions = { asked: [], policies: new Map(), identity: 'user' }
  const pins: Pin[] = []
  const snapshots = (estate.others ?? []).filter((o) => o.kind === 'disk_snapshot').map((o) => DiskSnapshot.parse(o.state))
  const bin: RecycleBinFake = { rules: rulesFor(snapshots), page_size: 1000 }
  let keys = 0

  const callOf = (r: Request, body: Record<string, unknown> = {}): WireCall => ({
    action: r.action,
    form: r.form,
    body,
    place: r.place,
    port,
    pins,
    account: async () => accountAt(estate, await log.read(), await now()),
    mutation: (dry_run = false) => ({ dry_run, idempotency_key: `wire-${++keys}` }),
  })

  /** What a request is answered, in the protocol of its service. Throws WireError for an error of that service. */
  async function answer(r: Request): Promise<Answer> {
    const request_id = `req-${calls.length}`
    const body = (): Record<string, unknown> => (r.text === '' ? {} : JSON.parse(r.text))
    if (r.service === 'scheduler' || r.service === 'rbin') {
      const call = { port, place: r.place, method: r.method, path: r.path, body: body(), schedules, bin }
      return json(200, r.service === 'rbin' ? await recycleBinAnswer(call) : await schedulerAnswer(call))
    }
    if (r.service === 's3') return xml(200, await s3Answer({ ...callOf(r), method: r.method, path: r.path, query: r.query, text: r.text }))
    const jsonHandler = JSON_HANDLERS[r.action] ?? BUDGET_HANDLERS[r.action] ?? TAG_AND_KEY_HANDLERS[r.action]
    if (r.headers['x-amz-target'] !== undefined) {
      if (jsonHandler === undefined) throw new WireError(400, 'UnknownOperationException', r.action)
      return json(200, await jsonHandler(callOf(r, body())))
    }
    const wrap = (inner: string) => xml(200, `<${r.action}Response><requestId>${request_id}</requestId>${inner}</${r.action}Response>`, request_id)
    if (r.service === 'sts') return wrap(stsAnswer(r.action, r.form, r.place.account_id, sts))
    const query = RDS_HANDLERS[r.action] ?? SCALING_HANDLERS[r.action]
    if (query !== undefined) return wrap(`<${r.action}Result>${await query(callOf(r))}</${r.action}Result>`)
    const ec2 = MACHINE_HANDLERS[r.action] ?? EC2_HANDLERS[r.action]
    if (ec2 === undefined) throw new WireError(400, 'InvalidAction', r.action)
    return wrap(await ec2(callOf(r)))
  }

  /** Refuses what is not signed and what the policy of a session does not let through. */
  function admit(r: Request): void {
    if (!isSigned({ method: r.method, url: r.url, headers: r.headers, body: r.text }, SECRET))
      throw new WireError(403, 'SignatureDoesNotMatch', 'The request signature does not match.')
    const policy = sts.policies.get(String(r.headers['x-amz-security-token'] ?? ''))
    if (policy !== undefined && r.service !== 'sts' && !lets(policy, r))
      throw new WireError(403, r.service === 'ec2' ? 'UnauthorizedOperation' : 'AccessDeniedException', `no session policy allows ${r.action}`)
    if (CHANGES.test(r.action) && r.form.get('DryRun') !== 'true' && !DRY_JSON.test(r.text)) changes.push(r.action)
  }

  function troubleOf(action: string): Trouble | undefined {
    const set = troubles.get(action)
    if (set === undefined || set.later-- > 0) return undefined
    if (--set.times <= 0 || set.trouble === 'after_effect' || set.trouble === 'garbage') troubles.delete(action)
    return set.trouble
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const r = await read(request)
    calls.push(r.action)
    const trouble = troubleOf(r.action)
    if (trouble === 'silent') return
    try {
      if (trouble === 'throttled') throw new WireError(r.service === 'ec2' ? 503 : 429, THROTTLING[r.service] ?? 'ThrottlingException', 'Rate exceeded.')
      if (trouble === 'expired') throw new WireError(400, 'ExpiredToken', 'The security token included in the request is expired.')
      if (trouble === 'server_error') throw new WireError(500, 'InternalError', 'An internal error has occurred.')
      if (trouble === 'garbage') return send(response, r.service === 'ec2' ? xml(200, GARBAGE) : json(200, { nothing: true, Rules: 'none' }))
      admit(r)
      const said = await answer(r)
      if (trouble === 'after_effect') return void request.socket.destroy()
      send(response, said)
    } catch (error) {
      if (!(error instanceof WireError)) throw error
      send(response, refusal(r, error, `req-${calls.length}`))
    }
  }

  const server = createServer((request, response) => {
    respond(request, response).catch((error: unknown) => response.writeHead(599).end(String(error)))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    changes,
    sessions: sts.asked,
    bin,
    fail: (action, trouble, later = 0, times = Number.POSITIVE_INFINITY) => void troubles.set(action, { trouble, later, times }),
    identity: (kind) => {
      sts.identity = kind
    },
    pin: (pin) => void pins.push(pin),
    editSchedule: (name, patch) => void schedules.set(name, { ...schedules.get(name), ...patch }),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

const THROTTLING: Record<string, string> = { ec2: 'RequestLimitExceeded', s3: 'SlowDown', sts: 'Throttling' }
const GARBAGE =
  '<DescribeInstancesResponse><reservationSet><item><instancesSet><item><nothing/></item></instancesSet></item></reservationSet></DescribeInstancesResponse>'

/** A request with the service that it was signed for and the name of its call. */
async function read(request: IncomingMessage): Promise<Request> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString('utf8')
  const url = new URL(request.url ?? '/', 'http://localhost')
  const [, account_id = '', region_id = '', service = ''] =
    /Credential=KEY(\d{12})[^/]*\/\d+\/([^/]+)\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? []
  const method = request.method ?? 'GET'
  const target = request.headers['x-amz-target']
  const form = new URLSearchParams(typeof target === 'string' || request.headers['content-type'] === 'application/json' ? '' : text)
  const action =
    service === 'scheduler'
      ? `${method} schedule`
      : service === 'rbin'
        ? method === 'POST'
          ? 'ListRules'
          : 'GetRule'
        : service === 's3'
          ? `${method} ${[...url.searchParams.keys()].filter((key) => key !== 'x-id').join(' ')}`
          : typeof target === 'string'
            ? (target.split('.').at(-1) ?? '')
            : (form.get('Action') ?? '')
  return { service, action, method, query: url.searchParams, form, path: url.pathname, text, url, headers: request.headers, place: { account_id, region_id } }
}

/** An error in the form in which the service says it. */
function refusal(r: Request, { status, code, message }: WireError, request_id: string): Answer {
  if (r.service === 'scheduler' || r.service === 'rbin' || r.headers['x-amz-target'] !== undefined) {
    const said = json(status, { Message: message, message })
    return { ...said, headers: { 'x-amzn-requestid': request_id, 'x-amzn-errortype': code } }
  }
  const body = `<Error><Code>${code}</Code><Message>${message}</Message></Error>`
  if (r.service === 's3') return xml(status, body)
  return xml(
    status,
    r.service === 'ec2' ? `<Response><Errors>${body}</Errors><RequestID>${request_id}</RequestID></Response>` : `<ErrorResponse>${body}</ErrorResponse>`,
  )
}

const json = (status: number, body: unknown): Answer => ({
  status,
  type: 'application/json',
  text: JSON.stringify(body),
  headers: { 'x-amzn-requestid': 'req-json' },
})
const xml = (status: number, text: string, request_id = ''): Answer => ({
  status,
  type: 'text/xml',
  text,
  ...(request_id === '' ? {} : { headers: { 'x-amzn-requestid': request_id } }),
})
const send = (response: ServerResponse, { status, type, text, headers = {} }: Answer): void =>
  void response.writeHead(status, { 'content-type': type, ...headers }).end(text)

/** Credentials that the server takes for those of the account. */
export const keyOf = (account_id: string) => ({ accessKeyId: `KEY${account_id}`, secretAccessKey: SECRET })
