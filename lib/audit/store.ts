import { rows } from '@/lib/db/pool'
import { AuditEntry } from '@/schemas/audit'
import { type ChainCheck, type ChainHead, GENESIS, verifyChain } from './chain'

type Row = Omit<AuditEntry, 'seq'> & { seq: string }

const COLUMNS = 'chain, seq, at, kind, subject, actor, body, prev, hash'
// Rows that are held in memory at once while a whole chain is read.
const PAGE = 5_000

const read = (row: Row): AuditEntry => AuditEntry.parse({ ...row, seq: Number(row.seq) })

export type AuditPage = { subject?: string | null; before?: number | null; limit?: number }

/** A tenant's events, the newest first; of one subject when given, older than `before`. */
export async function listAudit(tenant_id: string, { subject = null, before = null, limit = 100 }: AuditPage = {}): Promise<AuditEntry[]> {
  const found = await rows<Row>(
    `select ${COLUMNS} from audit.event where chain = $1 and ($2::text is null or subject = $2) and ($3::bigint is null or seq < $3) order by seq desc limit $4`,
    [tenant_id, subject, before, limit],
  )
  return found.map(read)
}

/** What happened to a case, the oldest first: everything about it, also its approvals and runs, has the case as its subject. */
export async function auditOfCase(tenant_id: string, case_id: string, limit = 500): Promise<AuditEntry[]> {
  const found = await rows<Row>(`select ${COLUMNS} from audit.event where chain = $1 and subject = $2 order by seq limit $3`, [tenant_id, case_id, limit])
  return found.map(read)
}

export async function countAudit(tenant_id: string, subject: string | null = null): Promise<number> {
  const [row] = await rows<{ count: string }>('select count(*) from audit.event where chain = $1 and ($2::text is null or subject = $2)', [tenant_id, subject])
  return Number(row?.count ?? 0)
}

/** Where a tenant's chain stands; seq 0 when nothing has happened yet. */
export async function auditHead(tenant_id: string): Promise<ChainHead> {
  const [row] = await rows<{ seq: string; hash: string }>('select seq, hash from audit.head where chain = $1', [tenant_id])
  return row === undefined ? { seq: 0, hash: GENESIS } : { seq: Number(row.seq), hash: row.hash }
}

/** A whole chain in order, page by page. */
export async function* readChain(tenant_id: string): AsyncGenerator<AuditEntry[]> {
  let after = 0
  while (true) {
    const found = await rows<Row>(`select ${COLUMNS} from audit.event where chain = $1 and seq > $2 order by seq limit $3`, [tenant_id, after, PAGE])
    if (found.length === 0) return
    const page = found.map(read)
    yield page
    after = page.at(-1)?.seq ?? after
  }
}

/** Recomputes a tenant's chain from its first entry to its head and names the first entry at which it does not hold. */
export async function verifyAudit(tenant_id: string): Promise<ChainCheck> {
  // The head is read first: what is appended meanwhile only makes the chain longer.
  const head = await auditHead(tenant_id)
  let at: ChainHead = { seq: 0, hash: GENESIS }
  let checked = 0
  for await (const page of readChain(tenant_id)) {
    const upto = page.filter((entry) => entry.seq <= head.seq)
    const result = verifyChain(upto, null, at)
    checked += result.checked
    if (!result.is_intact) return { ...result, checked }
    at = result.head
    if (upto.length < page.length) break
  }
  const end = verifyChain([], head, at)
  return { ...end, checked }
}

/** A chain as lines of JSON, one entry each, for keeping elsewhere and verifying without this database. */
export async function* exportAudit(tenant_id: string): AsyncGenerator<string> {
  for await (const page of readChain(tenant_id)) yield `${page.map((entry) => JSON.stringify(entry)).join('\n')}\n`
}

/** Position of the event that a command left, found by the key it carries. */
export async function findAuditByKey(tenant_id: string, subject: string, idempotency_key: string): Promise<ChainHead | undefined> {
  const [row] = await rows<{ seq: string; hash: string }>(
    "select seq, hash from audit.event where chain = $1 and subject = $2 and body::jsonb->>'idempotency_key' = $3 order by seq desc limit 1",
    [tenant_id, subject, idempotency_key],
  )
  return row === undefined ? undefined : { seq: Number(row.seq), hash: row.hash }
}
