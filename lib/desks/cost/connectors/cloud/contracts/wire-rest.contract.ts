import type { DiskSnapshot } from '../ports/storage-port'
import { type WireCall, WireError } from './wire-call.contract'

/** One request of a REST protocol with a JSON body. */
export type RestCall = Pick<WireCall, 'port' | 'place'> & {
  method: string
  path: string
  body: Record<string, unknown>
  schedules: Map<string, Record<string, unknown>>
  bin: RecycleBinFake
}

/** Recycle Bin rules as the service says them. Null: the role may not read them. */
export type RecycleBinFake = { rules: Record<string, unknown>[] | null; page_size: number }

/** The rules under which a simulated snapshot would be kept for as long as its state says: one for each length, by a tag of every snapshot that has it. */
export function rulesFor(snapshots: readonly DiskSnapshot[]): Record<string, unknown>[] | null {
  if (snapshots.some((s) => s.recycle_bin_days === null)) return null
  const longest = Math.max(0, ...snapshots.map((s) => s.recycle_bin_days ?? 0))
  return longest === 0 ? [] : [binRule('everything', longest)]
}

export const binRule = (Identifier: string, days: number, differs: Record<string, unknown> = {}): Record<string, unknown> => ({
  Identifier,
  ResourceType: 'EBS_SNAPSHOT',
  Status: 'available',
  RetentionPeriod: { RetentionPeriodValue: days, RetentionPeriodUnit: 'DAYS' },
  ResourceTags: [],
  ...differs,
})

export async function schedulerAnswer({ method, path, body, schedules }: RestCall): Promise<unknown> {
  const name = path.split('/').at(-1) ?? ''
  if (method !== 'POST' && !schedules.has(name)) throw new WireError(404, 'ResourceNotFoundException', `Schedule ${name} does not exist.`)
  if (method === 'POST' && schedules.has(name)) throw new WireError(409, 'ConflictException', `Schedule ${name} exists.`)
  if (method === 'GET') return { Name: name, ...schedules.get(name) }
  if (method === 'DELETE') schedules.delete(name)
  else schedules.set(name, body)
  return { ScheduleArn: `arn:aws:scheduler:::schedule/countersign/${name}` }
}

export async function recycleBinAnswer({ method, path, body, bin }: RestCall): Promise<unknown> {
  if (bin.rules === null) throw new WireError(403, 'AccessDeniedException', 'not authorized to perform rbin:ListRules')
  if (method === 'POST' && path === '/list-rules') {
    if (body['ResourceType'] !== 'EBS_SNAPSHOT') throw new WireError(400, 'ValidationException', 'ResourceType is required')
    const from = Number(body['NextToken'] ?? 0)
    const next = from + bin.page_size
    // The list says neither the tags nor the state of a rule.
    const Rules = bin.rules.slice(from, next).map(({ Identifier, RetentionPeriod }) => ({ Identifier, RetentionPeriod }))
    return { Rules, ...(next < bin.rules.length ? { NextToken: String(next) } : {}) }
  }
  const rule = bin.rules.find((r) => path === `/rules/${r['Identifier']}`)
  if (method !== 'GET' || rule === undefined) throw new WireError(404, 'ResourceNotFoundException', `Rule ${path} does not exist.`)
  return rule
}
