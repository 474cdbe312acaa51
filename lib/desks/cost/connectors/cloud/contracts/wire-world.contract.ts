import type { Instant } from '@/schemas/time'
import { memoryLog } from '../../../fixtures/memory-log'
import { DiskSnapshot } from '../ports/storage-port'
import type { SimulatedEstate } from '../simulation/estate'
import { accountShown } from '../simulation/settling'
import { simulatedCloud } from '../simulation/simulated'
import { accountAt } from '../simulation/simulated-account'
import type { Answer } from './wire-answer.contract'
import { json, xml } from './wire-answer.contract'
import { BUDGET_HANDLERS } from './wire-budgets.contract'
import { type Pin, type WireCall, WireError } from './wire-call.contract'
import { EC2_HANDLERS } from './wire-ec2.contract'
import { JSON_HANDLERS } from './wire-json.contract'
import { MACHINE_HANDLERS } from './wire-machines.contract'
import { RDS_HANDLERS } from './wire-rds.contract'
import { type Request, tokenOf } from './wire-request.contract'
import { type RecycleBinFake, recycleBinAnswer, rulesFor, schedulerAnswer } from './wire-rest.contract'
import { s3Answer } from './wire-s3.contract'
import { SCALING_HANDLERS } from './wire-scaling.contract'
import { type Sessions, stsAnswer } from './wire-sts.contract'
import { TAG_AND_KEY_HANDLERS } from './wire-tags-and-keys.contract'
import { troubles } from './wire-trouble.contract'

/** A simulated account behind the wire, and what was asked of it. */
export function worldOf(estate: SimulatedEstate, now: () => Promise<Instant>) {
  const log = memoryLog()
  const port = simulatedCloud({ estate, log, now })
  const schedules = new Map<string, Record<string, unknown>>()
  const calls: string[] = []
  const changes: string[] = []
  const sts: Sessions = { asked: [], given: new Map(), roles: new Map(), identity: 'user' }
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
    async account() {
      const at = await now()
      return accountShown(accountAt(estate, await log.read(), at), at)
    },
    mutation: (dry_run = false) => ({ dry_run, idempotency_key: `wire-${++keys}` }),
  })

  return { port, schedules, troubles: troubles(), calls, changes, sts, pins, bin, callOf }
}
export type World = ReturnType<typeof worldOf>

/** What a request is answered, in the protocol of its service. Throws WireError for an error of that service. */
export async function answer(w: World, r: Request): Promise<Answer> {
  const { port, schedules, bin, sts, callOf } = w
  const request_id = `req-${w.calls.length}`
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
  if (r.service === 'sts') return wrap(stsAnswer(r.action, r.form, { account_id: r.place.account_id, token: tokenOf(r) }, sts))
  const query = RDS_HANDLERS[r.action] ?? SCALING_HANDLERS[r.action]
  if (query !== undefined) return wrap(`<${r.action}Result>${await query(callOf(r))}</${r.action}Result>`)
  const ec2 = MACHINE_HANDLERS[r.action] ?? EC2_HANDLERS[r.action]
  if (ec2 === undefined) throw new WireError(400, 'InvalidAction', r.action)
  return wrap(await ec2(callOf(r)))
}
