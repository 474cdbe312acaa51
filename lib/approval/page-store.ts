import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { Approval } from '@/schemas/approval'
import { Instant } from '@/schemas/time'

export type RequestState = 'waiting' | 'decided'
/** Where a page of requests begins: after this one, in the order of its list. */
type After = { at: Instant; approval_id: string }
export type RequestPage = { approvals: Approval[]; next: string | null }

// Waiting ones by their deadline, the nearest first; decided ones by when they ended, the newest first.
const SQL: Record<RequestState, string> = {
  waiting: `select body from approval where tenant_id = $1 and state in ('pending', 'veto_open')
    and ($2::text is null or (deadline, approval_id) > ($2::timestamptz, $3)) order by deadline, approval_id limit $4`,
  decided: `select body from approval where tenant_id = $1 and state not in ('pending', 'veto_open')
    and ($2::text is null or body ->> 'closed_at' < $2 or (body ->> 'closed_at' = $2 and approval_id > $3))
    order by body ->> 'closed_at' desc, approval_id limit $4`,
}

/** One page of requests, and the cursor of the next; null at the end. Throws Fault `validation_failed` for a cursor that is none. */
export async function requestPage(tenant_id: string, state: RequestState, cursor: string | null, limit: number): Promise<RequestPage> {
  const after = cursor === null ? null : afterOf(cursor)
  const found = await rows<{ body: unknown }>(SQL[state], [tenant_id, after?.at ?? null, after?.approval_id ?? null, limit + 1])
  const approvals = found.slice(0, limit).map((row) => Approval.parse(row.body))
  const last = approvals.at(-1)
  return { approvals, next: found.length > limit && last !== undefined ? cursorOf(state, last) : null }
}

const cursorOf = (state: RequestState, { deadline, closed_at, approval_id }: Approval): string =>
  `${state === 'waiting' ? deadline : (closed_at ?? deadline)}~${approval_id}`

function afterOf(cursor: string): After {
  const [at = '', approval_id = ''] = cursor.split('~')
  if (!Instant.safeParse(at).success || !/^[A-Za-z0-9_-]{1,80}$/.test(approval_id))
    throw new Fault('validation_failed', 'after: is no place in this list: begin at its first page', { field: 'after' })
  return { at, approval_id }
}
