import type { z } from 'zod'
import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import { getEvidence, putEvidence } from '@/lib/evidence/store'
import type { Evidence } from '@/schemas/evidence/evidence'
import type { Instant } from '@/schemas/time'
import { VerificationCheck } from '@/schemas/verification'

/** How cost has gone since a plan was carried out, on the newest bill, with what it was read from. */
export type SavingsCourse = { case_id: string; trajectory: VerificationCheck['trajectory']; data_version: string; read_at: Instant; evidence: Evidence[] }

const Trajectory: z.ZodType<VerificationCheck['trajectory']> = VerificationCheck.shape.trajectory

/** Keeps the courses of plans, each over its former one. */
export async function putCourses(tx: Tx, tenant_id: string, courses: readonly SavingsCourse[]): Promise<void> {
  await putEvidence(
    tx,
    tenant_id,
    courses.flatMap((course) => course.evidence),
  )
  for (const course of courses) await putCourse(tx, tenant_id, course)
}

async function putCourse(tx: Tx, tenant_id: string, { case_id, trajectory, data_version, read_at, evidence }: SavingsCourse): Promise<void> {
  await tx.query(
    `insert into savings_course (tenant_id, case_id, trajectory, data_version, read_at, evidence_ids) values ($1, $2, $3, $4, $5, $6)
     on conflict (case_id) do update set
       trajectory = excluded.trajectory, data_version = excluded.data_version, read_at = excluded.read_at, evidence_ids = excluded.evidence_ids
     where savings_course.tenant_id = excluded.tenant_id`,
    [tenant_id, case_id, JSON.stringify(Trajectory.parse(trajectory)), data_version, read_at, evidence.map((e) => e.evidence_id)],
  )
}

/** Case id → its trajectory on the newest bill, and when that was read; a plan that no bill has been read for since it was carried out is absent. */
export async function savingsCourses(tenant_id: string): Promise<Map<string, Pick<SavingsCourse, 'trajectory' | 'read_at'>>> {
  const found = await rows<{ case_id: string; trajectory: unknown; read_at: Instant }>(
    'select case_id, trajectory, read_at from savings_course where tenant_id = $1',
    [tenant_id],
  )
  return new Map(found.map(({ case_id, trajectory, read_at }) => [case_id, { trajectory: Trajectory.parse(trajectory), read_at }]))
}

/** The course of one case; null when no bill has been read for it since its plan was carried out. */
export async function courseOf(tenant_id: string, case_id: string): Promise<SavingsCourse | null> {
  const [row] = await rows<{ trajectory: unknown; data_version: string; read_at: Instant; evidence_ids: string[] }>(
    'select trajectory, data_version, read_at, evidence_ids from savings_course where tenant_id = $1 and case_id = $2',
    [tenant_id, case_id],
  )
  if (row === undefined) return null
  const { trajectory, data_version, read_at, evidence_ids } = row
  const evidence = await getEvidence(tenant_id, evidence_ids)
  return { case_id, trajectory: Trajectory.parse(trajectory), data_version, read_at, evidence }
}
