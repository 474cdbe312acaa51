import { z } from 'zod'
import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { Plan } from '@/schemas/action'
import { Approval } from '@/schemas/approval'
import { PolicyDecision } from '@/schemas/policy'
import { closedSentence } from './decide-words'

type Row = { body: unknown }

/** What a request is for, as it was when it was sent: a signature covers this and nothing else. */
export const Covered = z.object({ plan: Plan, policy: PolicyDecision.nullable() })
export type Covered = z.infer<typeof Covered>

const read = (row: Row): Approval => Approval.parse(row.body)
const unknownId = (approval_id: string): Fault => new Fault('not_found', `there is no approval ${approval_id}: look it up in the queue`, { approval_id })

/** One request. Throws Fault `not_found` for an unknown id and also for another tenant's, so ids cannot be probed. */
export async function getApproval(tenant_id: string, approval_id: string): Promise<Approval> {
  const [row] = await rows<Row>('select body from approval where tenant_id = $1 and approval_id = $2', [tenant_id, approval_id])
  if (row === undefined) throw unknownId(approval_id)
  return read(row)
}

/** The same row, locked until the transaction ends: whoever comes second waits here and then reads what the first decided. */
export async function lockApproval(tx: Tx, tenant_id: string, approval_id: string): Promise<Approval> {
  const [row] = await tx.query<Row>('select body from approval where tenant_id = $1 and approval_id = $2 for update', [tenant_id, approval_id])
  if (row === undefined) throw unknownId(approval_id)
  return read(row)
}

/** The case that a request is about. Locks are taken case first, then request, by everyone; so the case has to be known first. */
export async function caseOfApproval(tx: Tx, tenant_id: string, approval_id: string): Promise<string> {
  const [row] = await tx.query<{ case_id: string }>('select case_id from approval where tenant_id = $1 and approval_id = $2', [tenant_id, approval_id])
  if (row === undefined) throw unknownId(approval_id)
  return row.case_id
}

/** Open requests and their cases, inside a change that ends them: in the order of the cases, as everybody locks them. */
export const openRequests = (tx: Tx, tenant_id: string): Promise<{ approval_id: string; case_id: string }[]> =>
  tx.query("select approval_id, case_id from approval where tenant_id = $1 and state in ('pending', 'veto_open') order by case_id", [tenant_id])

/** What waits for a person, the nearest deadline first. */
export async function openApprovals(tenant_id: string): Promise<Approval[]> {
  const found = await rows<Row>("select body from approval where tenant_id = $1 and state in ('pending', 'veto_open') order by deadline, approval_id", [
    tenant_id,
  ])
  return found.map(read)
}

/** Every request that was ever made about a case, the oldest first. */
export async function approvalsOfCase(tenant_id: string, case_id: string): Promise<Approval[]> {
  const found = await rows<Row>('select body from approval where tenant_id = $1 and case_id = $2 order by proposed_at, approval_id', [tenant_id, case_id])
  return found.map(read)
}

/** What these requests cover, by their id. One that was sent before this was kept is absent. */
export async function coveredBy(tenant_id: string, approval_ids: readonly string[]): Promise<Map<string, Covered>> {
  const found = await rows<{ approval_id: string; covers: unknown }>(
    'select approval_id, covers from approval where tenant_id = $1 and approval_id = any($2) and covers is not null',
    [tenant_id, approval_ids],
  )
  return new Map(found.map((row) => [row.approval_id, Covered.parse(row.covers)]))
}

/** Throws Fault `conflict` when a request about this case is open already. */
export async function insertApproval(tx: Tx, tenant_id: string, approval: Approval, covers: Covered): Promise<void> {
  const a = Approval.parse(approval)
  const found = await tx.query(
    `insert into approval (approval_id, tenant_id, case_id, plan_hash, state, state_version, deadline, body, proposed_at, covers)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict (case_id) where state in ('pending', 'veto_open') do nothing returning 1`,
    [
      a.approval_id,
      tenant_id,
      a.case_id,
      a.plan_hash,
      a.state,
      a.state_version,
      a.deadline,
      JSON.stringify(a),
      a.proposed_at,
      JSON.stringify(Covered.parse(covers)),
    ],
  )
  if (found.length === 0)
    throw new Fault('conflict', 'this plan is waiting for a decision already: look at the open request', { code: 'STALE_STATE', case_id: a.case_id })
}

/** Writes `next` over the version it was made from. Throws Fault `conflict`, telling how it was decided, when somebody was faster. */
export async function updateApproval(tx: Tx, tenant_id: string, next: Approval, expected_state_version: number): Promise<void> {
  const a = Approval.parse(next)
  const found = await tx.query(
    'update approval set state = $4, state_version = $5, body = $6, deadline = $7 where tenant_id = $1 and approval_id = $2 and state_version = $3 returning 1',
    [tenant_id, a.approval_id, expected_state_version, a.state, a.state_version, JSON.stringify(a), a.deadline],
  )
  if (found.length > 0) return
  const [row] = await tx.query<Row>('select body from approval where tenant_id = $1 and approval_id = $2', [tenant_id, a.approval_id])
  if (row === undefined) throw unknownId(a.approval_id)
  const current = read(row)
  throw new Fault('conflict', `somebody was faster. ${closedSentence(current) ?? 'Look at it again'}`, {
    code: current.closed_at === null ? 'STALE_STATE' : 'ALREADY_DECIDED',
    approval_id: a.approval_id,
    state: current.state,
    state_version: current.state_version,
  })
}
