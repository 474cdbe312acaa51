import type { Tx } from '@/lib/db/change'
import { keptRows } from '@/lib/db/pool'
import { Fault, invariant } from '@/lib/kernel/errors'
import { Evidence } from '@/schemas/evidence/evidence'

type Row = { evidence_id: string; kind: string; digest: string; source: unknown; completeness: number; gaps: unknown; body: unknown }

const COLUMNS = 'evidence_id, kind, digest, source, completeness, gaps, body'

/** Stores what was asked; the same answer twice is one row. Evidence is never changed or deleted here. */
export async function putEvidence(tx: Tx, tenant_id: string, evidence: readonly Evidence[]): Promise<void> {
  if (evidence.length === 0) return
  const texts = (value: (e: Evidence) => unknown): string[] => evidence.map((e) => JSON.stringify(value(e)))
  await tx.query(
    `insert into evidence (tenant_id, evidence_id, kind, digest, source, completeness, gaps, body)
     select $1, e.evidence_id, e.kind, e.digest, e.source::jsonb, e.completeness, e.gaps::jsonb, e.body::jsonb
     from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::text[])
       as e (evidence_id, kind, digest, source, completeness, gaps, body)
     on conflict (tenant_id, evidence_id) do nothing`,
    [
      tenant_id,
      evidence.map((e) => e.evidence_id),
      evidence.map((e) => e.kind),
      evidence.map((e) => e.digest),
      texts((e) => e.source),
      evidence.map((e) => e.completeness),
      texts((e) => e.gaps),
      texts((e) => e.body),
    ],
  )
}

/** Evidence by id, in the order asked. Throws Fault `not_found` naming the first id that is missing: a decision never runs on a part of its evidence. */
export async function getEvidence(tenant_id: string, ids: readonly string[]): Promise<Evidence[]> {
  if (ids.length === 0) return []
  const found = await keptRows<Row>(`select ${COLUMNS} from evidence where tenant_id = $1 and evidence_id = any($2)`, [tenant_id, ids])
  const by_id = new Map(found.map((row) => [row.evidence_id, Evidence.parse(row)]))
  return ids.map((id) => {
    const evidence = by_id.get(id)
    if (evidence === undefined) throw new Fault('not_found', `evidence ${id} is not stored`, { evidence_id: id })
    return evidence
  })
}

// Evidence is content-addressed and never changed, and a case's steps read the same pieces again within seconds. A piece is a few kB, the largest about 100.
const MOST_KNOWN = 256
const known = new Map<string, Evidence>()

/** As `getEvidence`, for the steps of a case: a piece that this process has read before is not read again. What looks for changed rows uses `getEvidence`. */
export async function knownEvidence(tenant_id: string, ids: readonly string[]): Promise<Evidence[]> {
  const keyOf = (id: string): string => `${tenant_id} ${id}`
  // Taken before the rest is read: other steps may push pieces out meanwhile.
  const held = new Map(ids.map((id) => [id, known.get(keyOf(id))]))
  const unknown = [...held].flatMap(([id, evidence]) => (evidence === undefined ? [id] : []))
  const read = new Map((await getEvidence(tenant_id, unknown)).map((e) => [e.evidence_id, e]))
  const found = ids.map((id) => {
    const evidence = held.get(id) ?? read.get(id)
    invariant(evidence, `evidence ${id} was neither known nor read`)
    return evidence
  })
  for (const evidence of found) {
    known.delete(keyOf(evidence.evidence_id)) // and to the end, as the newest
    known.set(keyOf(evidence.evidence_id), evidence)
  }
  for (const key of known.keys()) {
    if (known.size <= MOST_KNOWN) break
    known.delete(key)
  }
  return found
}

/** Forgets what was read, as a new process would not know it. */
export const forgetEvidence = (): void => known.clear()
