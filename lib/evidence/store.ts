import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { Fault } from '@/lib/kernel/errors'
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
  const found = await rows<Row>(`select ${COLUMNS} from evidence where tenant_id = $1 and evidence_id = any($2)`, [tenant_id, ids])
  const by_id = new Map(found.map((row) => [row.evidence_id, Evidence.parse(row)]))
  return ids.map((id) => {
    const evidence = by_id.get(id)
    if (evidence === undefined) throw new Fault('not_found', `evidence ${id} is not stored`, { evidence_id: id })
    return evidence
  })
}
