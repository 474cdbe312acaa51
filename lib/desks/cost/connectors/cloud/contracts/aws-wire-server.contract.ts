import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Instant } from '@/schemas/time'
import type { SimulatedEstate } from '../simulation/estate'
import { json, refusal, send, xml } from './wire-answer.contract'
import { type Pin, WireError } from './wire-call.contract'
import { lets } from './wire-policy.contract'
import { type Request, readRequest, tokenOf } from './wire-request.contract'
import type { RecycleBinFake } from './wire-rest.contract'
import { isSigned } from './wire-signature.contract'
import type { Role, Sessions } from './wire-sts.contract'
import type { Trouble } from './wire-trouble.contract'
import { answer, type World, worldOf } from './wire-world.contract'

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
  /** Makes a role that holds whoever takes it on to its trust and its policy. */
  role(arn: string, role: Role): void
  pin(pin: Pin): void
  editSchedule(name: string, patch: Record<string, unknown>): void
  close(): Promise<void>
}

const SECRET = 'secret'
const DRY_JSON = /"DryRun":true/
const CHANGES = /^(?:Stop|Start|Create|Delete|Modify|Put|Update|Release|Allocate|Disable|Enable|Restore|Lock|Provide|Tag|Untag|POST schedule|PUT |DELETE )/

const THROTTLING: Record<string, string> = { ec2: 'RequestLimitExceeded', s3: 'SlowDown', sts: 'Throttling' }
const GARBAGE =
  '<DescribeInstancesResponse><reservationSet><item><instancesSet><item><nothing/></item></instancesSet></item></reservationSet></DescribeInstancesResponse>'

/**
 * A server that speaks as much of the EC2 and AWS Query, JSON 1.1, REST JSON and S3 protocols as the connector uses, over a simulated account. What it
 * proves is the wire: requests as the SDK writes and signs them, answers as the SDK reads them, and what the policies of a role and its session let through.
 */
export async function awsWireServer(estate: SimulatedEstate, now: () => Promise<Instant>): Promise<AwsWireServer> {
  const w = worldOf(estate, now)
  const server = createServer((request, response) => {
    respond(w, request, response).catch((error: unknown) => response.writeHead(599).end(String(error)))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: w.calls,
    changes: w.changes,
    sessions: w.sts.asked,
    bin: w.bin,
    fail: (action, trouble, later = 0, times = Number.POSITIVE_INFINITY) => w.troubles.set(action, trouble, later, times),
    identity: (kind) => {
      w.sts.identity = kind
    },
    role: (arn, role) => void w.sts.roles.set(arn, role),
    pin: (pin) => void w.pins.push(pin),
    editSchedule: (name, patch) => void w.schedules.set(name, { ...w.schedules.get(name), ...patch }),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

/** Refuses what is not signed and what the policies of a session and its role do not let through. */
function admit({ sts, changes }: World, r: Request): void {
  if (!isSigned({ method: r.method, url: r.url, headers: r.headers, body: r.text }, SECRET))
    throw new WireError(403, 'SignatureDoesNotMatch', 'The request signature does not match.')
  const policies = sts.given.get(tokenOf(r))?.policies ?? []
  if (r.service !== 'sts' && !policies.every((policy) => lets(policy, r)))
    throw new WireError(403, r.service === 'ec2' ? 'UnauthorizedOperation' : 'AccessDeniedException', `no policy of the role or its session allows ${r.action}`)
  if (CHANGES.test(r.action) && r.form.get('DryRun') !== 'true' && !DRY_JSON.test(r.text)) changes.push(r.action)
}

async function respond(w: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const r = await readRequest(request)
  w.calls.push(r.action)
  const trouble = w.troubles.next(r.action)
  if (trouble === 'silent') return
  try {
    if (trouble === 'throttled') throw new WireError(r.service === 'ec2' ? 503 : 429, THROTTLING[r.service] ?? 'ThrottlingException', 'Rate exceeded.')
    if (trouble === 'expired') throw new WireError(400, 'ExpiredToken', 'The security token included in the request is expired.')
    if (trouble === 'server_error') throw new WireError(500, 'InternalError', 'An internal error has occurred.')
    if (trouble === 'garbage') return send(response, r.service === 'ec2' ? xml(200, GARBAGE) : json(200, { nothing: true, Rules: 'none' }))
    admit(w, r)
    const said = await answer(w, r)
    if (trouble === 'after_effect') return void request.socket.destroy()
    send(response, said)
  } catch (error) {
    if (!(error instanceof WireError)) throw error
    send(response, refusal(r, error, `req-${w.calls.length}`))
  }
}

/** Credentials that the server takes for those of the account. */
export const keyOf = (account_id: string) => ({ accessKeyId: `KEY${account_id}`, secretAccessKey: SECRET })
