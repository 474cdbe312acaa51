import type { Tx } from '@/lib/db/change'
import { knownRows, ROW_VERSION } from '@/lib/db/known-rows'
import { keptRows, rows } from '@/lib/db/pool'
import { enqueue } from '@/lib/jobs/queue'
import { Fault } from '@/lib/kernel/errors'
import { Case, type CaseStatus } from '@/schemas/case'
import type { Decimal } from '@/schemas/money'
import type { CaseBeside } from './case-beside'
import { readBody, writeBody } from './case-body'
import { isClosed } from './move'
import { searchCases } from './search-store'

type Row = { body: unknown; revision: number }

const read = (row: Pick<Row, 'body'>): Case => Case.parse(row.body)

// A case is read many times between two writes, and reading its body takes longer than asking for it. A body is some 10 to 100 kB.
const known = knownRows<{ version: string; body: unknown }, Case>(64, ({ body }) => readBody(body))
const keyOf = (tenant_id: string, case_id: string): string => `${tenant_id} ${case_id}`
const ONE = `select ${ROW_VERSION} as version, case when ${ROW_VERSION} is distinct from $3 then body end as body from cases where tenant_id = $1 and case_id = $2`
type Ask = (text: string, values: [string, ...unknown[]]) => Promise<{ version: string; body: unknown }[]>

async function readOne(ask: Ask, text: string, tenant_id: string, case_id: string): Promise<Case> {
  const found = await known.read(keyOf(tenant_id, case_id), async (version) => (await ask(text, [tenant_id, case_id, version]))[0])
  if (found === undefined) throw new Fault('not_found', `there is no case ${case_id}: look it up in the inbox`, { case_id })
  return found
}

/** One case. Throws Fault `not_found` for an unknown id and also for another tenant's, so ids cannot be probed. */
export const getCase = (tenant_id: string, case_id: string): Promise<Case> => readOne(keptRows, ONE, tenant_id, case_id)

/** The same row, locked until the transaction ends, for a read that a write depends on. */
export const lockCase = (tx: Tx, tenant_id: string, case_id: string): Promise<Case> => readOne(tx.query, `${ONE} for update`, tenant_id, case_id)

/** Forgets what was read of cases, as another process would not know it. */
export const forgetCases = known.forget

/** Which cases a list is about; what is left out does not restrict. `owners` are the ids and names that one person goes by. */
export type CaseFilter = { is_closed?: boolean; is_snoozed?: boolean; statuses?: readonly CaseStatus[]; owners?: readonly string[]; limit?: number }

/** Open cases by money at stake, then closed ones by time; at most `limit`, which is 200 unless given. */
export const listCases = (tenant_id: string, { limit = 200, ...filter }: CaseFilter = {}): Promise<Case[]> => searchCases(tenant_id, filter, 'stake', limit)

/** The cases with these ids, in no order; one that does not exist here is absent. */
export async function getCases(tenant_id: string, case_ids: readonly string[]): Promise<Case[]> {
  if (case_ids.length === 0) return []
  return (await rows<Row>('select body, revision from cases where tenant_id = $1 and case_id = any($2)', [tenant_id, case_ids])).map(read)
}

/** Every open case of one desk, however many: for work that must not miss one. */
export async function openCaseIds(tenant_id: string, desk: string): Promise<string[]> {
  const found = await rows<{ case_id: string }>('select case_id from cases where tenant_id = $1 and desk = $2 and not is_closed order by case_id', [
    tenant_id,
    desk,
  ])
  return found.map((row) => row.case_id)
}

/** What to call the cases of a tenant, the newest first. */
export async function caseTitles(tenant_id: string, limit = 200): Promise<{ case_id: string; title: string }[]> {
  return await rows('select case_id, headline as title from cases where tenant_id = $1 order by opened_at desc, case_id limit $2', [tenant_id, limit])
}

/** The case that an incident is with: the open one, or else the newest. */
export async function findLatestCase(tenant_id: string, desk: string, incident_key: string): Promise<Case | undefined> {
  const [row] = await rows<Row>(
    'select body, revision from cases where tenant_id = $1 and desk = $2 and incident_key = $3 order by is_closed, opened_at desc limit 1',
    [tenant_id, desk, incident_key],
  )
  return row === undefined ? undefined : read(row)
}

/** Another case of the same incident that is open; null when there is none. One incident has at most one open case. */
export async function openCaseBeside({ tenant_id, desk, incident_key, case_id }: Case, tx?: Tx): Promise<CaseBeside | null> {
  const text = 'select case_id, status from cases where tenant_id = $1 and desk = $2 and incident_key = $3 and case_id <> $4 and not is_closed'
  const values: [string, ...unknown[]] = [tenant_id, desk, incident_key, case_id]
  const [row] = await (tx === undefined ? rows<CaseBeside>(text, values) : tx.query<CaseBeside>(text, values))
  return row ?? null
}

export async function insertCase(tx: Tx, c: Case): Promise<void> {
  await tx.query(
    `insert into cases (case_id, tenant_id, desk, incident_key, revision, phase, status, severity, at_stake_per_day, is_closed, due_at, body, opened_at, updated_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, null, $11, $12, $13)`,
    [
      c.case_id,
      c.tenant_id,
      c.desk,
      c.incident_key,
      c.revision,
      c.phase,
      c.status,
      c.severity,
      c.at_stake_per_day,
      isClosed(c),
      JSON.stringify(Case.parse(c)),
      c.opened_at,
      c.updated_at,
    ],
  )
}

/**
 * Writes `next` over the revision it was made from; `due_at` is the next moment at which something is due, on the tenant's clock. Resolves to the case as it is
 * stored, which nobody can change any more. Throws Fault `conflict` when somebody else changed the case in between: read it again.
 */
export async function saveCase(tx: Tx, next: Case, expected_revision: number, due_at: string | null = null): Promise<Case> {
  const { text: body, written: saved } = writeBody({ ...next, revision: expected_revision + 1 })
  const [row] = await tx.query<{ version: string }>(
    `update cases set revision = $3, phase = $4, status = $5, severity = $6, at_stake_per_day = $7, is_closed = $8, due_at = $9, body = $10, updated_at = $11
     where case_id = $1 and revision = $2 and tenant_id = $12 returning ${ROW_VERSION} as version`,
    [
      saved.case_id,
      expected_revision,
      saved.revision,
      saved.phase,
      saved.status,
      saved.severity,
      saved.at_stake_per_day,
      isClosed(saved),
      due_at,
      body,
      saved.updated_at,
      saved.tenant_id,
    ],
  )
  if (row === undefined)
    throw new Fault('conflict', 'the case changed while this was happening: look at it again', { case_id: saved.case_id, expected_revision })
  known.put(keyOf(saved.tenant_id, saved.case_id), row.version, saved)
  // A ticket that another service keeps is settled with its case, by a job of its own, whatever closed the case.
  if (isClosed(saved) && saved.ticket?.url != null)
    await enqueue(tx, 'ticket.settle', { tenant_id: saved.tenant_id, case_id: saved.case_id }, { key: `ticket.settle:${saved.case_id}` })
  return saved
}

/** When something is due on this case, so that a change that does not concern it leaves it alone. */
export async function dueOf(tx: Tx, tenant_id: string, case_id: string): Promise<string | null> {
  const [row] = await tx.query<{ due_at: string | null }>('select due_at from cases where tenant_id = $1 and case_id = $2', [tenant_id, case_id])
  return row?.due_at ?? null
}

/** Whether a check of this case is to be made at `now` on the tenant's clock: it is due, and nobody has paused checks, unless somebody asked for this one. */
export async function isCheckDue(tenant_id: string, case_id: string, now: string, is_asked = false): Promise<boolean> {
  const found = await keptRows(
    `select 1 from cases where tenant_id = $1 and case_id = $2 and due_at <= $3
       and ($4 or not exists (select from paused_timer where tenant_id = $1 and name = 'verification'))`,
    [tenant_id, case_id, now, is_asked],
  )
  return found.length > 0
}

/** How many cases a filter keeps, and what those of them that are open have at stake a day; null when there is none. */
export type CaseCount = { cases: number; at_stake_per_day: Decimal | null }

/** Counts over all cases of a tenant, one for each filter, in its order. */
export async function countCases<K extends string>(tenant_id: string, filters: Readonly<Record<K, Omit<CaseFilter, 'limit'>>>): Promise<Record<K, CaseCount>> {
  const names = Object.keys(filters) as K[]
  const values: [string, ...unknown[]] = [tenant_id]
  const bound = (value: unknown): string => `$${values.push(value)}`
  const columns = names.flatMap((name, i) => {
    const { is_closed, is_snoozed, statuses, owners } = filters[name]
    const kept = [
      is_closed === undefined ? 'true' : `is_closed = ${bound(is_closed)}`,
      is_snoozed === undefined ? 'true' : `is_snoozed = ${bound(is_snoozed)}`,
      statuses === undefined ? 'true' : `status = any(${bound(statuses)}::text[])`,
      owners === undefined ? 'true' : `owner = any(${bound(owners)}::text[])`,
    ].join(' and ')
    return [
      `count(*) filter (where ${kept}) as cases_${i}`,
      `trim_scale(sum(at_stake_per_day) filter (where not is_closed and ${kept}))::text as at_stake_${i}`,
    ]
  })
  const [row = {}] = await rows<Record<string, string | null>>(`select ${columns.join(', ')} from cases where tenant_id = $1`, values)
  return Object.fromEntries(names.map((name, i) => [name, { cases: Number(row[`cases_${i}`]), at_stake_per_day: row[`at_stake_${i}`] ?? null }])) as Record<
    K,
    CaseCount
  >
}
