import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
import { AuditEntry } from '@/schemas/audit'
import { type ChainHead, GENESIS } from './chain'
import { knownAnchors } from './known-anchors'
import { type AnchoredCheck, verifyPages } from './verify'

type Row = Omit<AuditEntry, 'seq'> & { seq: string }

const COLUMNS = 'chain, seq, at, kind, subject, actor, body, prev, hash'
// Rows that are held in memory at once while a whole chain is read.
const PAGE = 5_000

const read = (row: Row): AuditEntry => AuditEntry.parse({ ...row, seq: Number(row.seq) })

/** Which entries: of one subject, of kinds that begin with a noun, of one actor. What is left out does not restrict. */
export type AuditFilter = { subject?: string | null; noun?: string | null; actor_id?: string | null }
export type AuditPage = AuditFilter & { before?: number | null; limit?: number }

// The actor is kept as the text that was hashed.
const MATCHES = `chain = $1 and ($2::text is null or subject = $2) and ($3::text is null or split_part(kind, '.', 1) = $3) and ($4::text is null or audit.body_of(actor) ->> 'id' = $4)`

/** A tenant's events that match, the newest first and older than `before`. */
export async function listAudit(
  tenant_id: string,
  { subject = null, noun = null, actor_id = null, before = null, limit = 100 }: AuditPage = {},
): Promise<AuditEntry[]> {
  const found = await rows<Row>(`select ${COLUMNS} from audit.event where ${MATCHES} and ($5::bigint is null or seq < $5) order by seq desc limit $6`, [
    tenant_id,
    subject,
    noun,
    actor_id,
    before,
    limit,
  ])
  return found.map(read)
}

/** What happened to a case, the oldest first: everything about it, also its approvals and runs, has the case as its subject. */
export async function auditOfCase(tenant_id: string, case_id: string, limit = 500): Promise<AuditEntry[]> {
  const found = await rows<Row>(`select ${COLUMNS} from audit.event where chain = $1 and subject = $2 order by seq limit $3`, [tenant_id, case_id, limit])
  return found.map(read)
}

export async function countAudit(tenant_id: string, filter: string | AuditFilter | null = null): Promise<number> {
  const { subject = null, noun = null, actor_id = null } = typeof filter === 'string' ? { subject: filter } : (filter ?? {})
  const [row] = await rows<{ count: string }>(`select count(*) from audit.event where ${MATCHES}`, [tenant_id, subject, noun, actor_id])
  return Number(row?.count ?? 0)
}

/** Where a tenant's chain stands; seq 0 when nothing has happened yet. */
export async function auditHead(tenant_id: string): Promise<ChainHead> {
  const [row] = await rows<{ seq: string; hash: string }>('select seq, hash from audit.head where chain = $1', [tenant_id])
  return row === undefined ? { seq: 0, hash: GENESIS } : { seq: Number(row.seq), hash: row.hash }
}

/** A chain in order, page by page, from after a position or from its start. What was read is checked by its hashes, so it is not parsed again. */
export async function* readChain(tenant_id: string, after = 0): AsyncGenerator<AuditEntry[]> {
  const [end] = await rows<{ seq: string | null }>('select max(seq) as seq from audit.event where chain = $1', [tenant_id])
  const last = Number(end?.seq ?? 0)
  // By ranges, not by number of rows: the planner then reads one page, whatever it believes about the table's size.
  const pageFrom = (seq: number): Promise<Row[]> =>
    rows<Row>(`select ${COLUMNS} from audit.event where chain = $1 and seq > $2 and seq <= $3 order by seq`, [tenant_id, seq, seq + PAGE])
  let next = pageFrom(after)
  for (let at = after; at < last; at += PAGE) {
    const found = await next
    // The database reads on while this page is looked at. Whoever stops early must not leave a failure that nobody hears.
    next = pageFrom(at + PAGE)
    next.catch(() => undefined)
    for (const row of found) (row as unknown as AuditEntry).seq = Number(row.seq)
    if (found.length > 0) yield found as unknown as AuditEntry[] // safe: the columns are those of an entry, and `seq` has just become a number
  }
  await next
}

/**
 * Recomputes a tenant's chain from its first entry (or from what was pruned) to its head, against every signed anchor, and names the first entry at which it
 * does not hold. Anchors that were written and are missing are a fault: without them nobody could tell.
 */
export async function verifyAudit(tenant_id: string): Promise<AnchoredCheck> {
  // The head is read first: what is appended meanwhile only makes the chain longer.
  const head = await auditHead(tenant_id)
  const { anchors, pruned, public_key, fault } = await knownAnchors(tenant_id)
  const [first] = await rows<{ seq: string | null }>('select min(seq) as seq from audit.event where chain = $1', [tenant_id])
  const from = pruned.find((p) => p.seq + 1 === Number(first?.seq ?? 0))
  const check = await verifyPages(tenant_id, readChain(tenant_id), {
    head,
    anchored: public_key === null ? null : { anchors, public_key },
    ...(from === undefined ? {} : { from: { seq: from.seq, hash: from.hash } }),
  })
  // What the chain itself says comes first: it names the entry.
  return check.fault === null && fault !== null ? { ...check, is_intact: false, fault } : check
}

/** One entry of a chain. Throws Fault `not_found`. */
export async function getAudit(tenant_id: string, seq: number): Promise<AuditEntry> {
  const [row] = await rows<Row>(`select ${COLUMNS} from audit.event where chain = $1 and seq = $2`, [tenant_id, seq])
  if (row === undefined) throw new Fault('not_found', `there is no entry ${seq}: the audit page lists them`, { seq })
  return read(row)
}

/** Hashes of a span of a chain, both ends included. */
export async function hashesOf(tenant_id: string, from_seq: number, to_seq: number): Promise<string[]> {
  const found = await rows<{ hash: string }>('select hash from audit.event where chain = $1 and seq between $2 and $3 order by seq', [
    tenant_id,
    from_seq,
    to_seq,
  ])
  return found.map((row) => row.hash)
}

/** A chain as lines of JSON, one entry each, for keeping elsewhere and verifying without this database. */
export async function* exportAudit(tenant_id: string): AsyncGenerator<string> {
  for await (const page of readChain(tenant_id)) yield `${page.map((entry) => JSON.stringify(entry)).join('\n')}\n`
}

/** Position of the event that a command left, found by the key it carries. */
export async function findAuditByKey(tenant_id: string, subject: string, idempotency_key: string): Promise<ChainHead | undefined> {
  const [row] = await rows<{ seq: string; hash: string }>(
    "select seq, hash from audit.event where chain = $1 and subject = $2 and audit.body_of(body)->>'idempotency_key' = $3 order by seq desc limit 1",
    [tenant_id, subject, idempotency_key],
  )
  return row === undefined ? undefined : { seq: Number(row.seq), hash: row.hash }
}
