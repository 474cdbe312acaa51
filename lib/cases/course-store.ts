import type { z } from 'zod'
import type { Tx } from '@/lib/db/change'
import { rows } from '@/lib/db/pool'
import type { Instant } from '@/schemas/time'
import { VerificationCheck } from '@/schemas/verification'

/** How cost has gone since a claimed saving, on the newest bill. */
export type SavingsCourse = { case_id: string; trajectory: VerificationCheck['trajectory']; data_version: string; read_at: Instant }

const Trajectory: z.ZodType<VerificationCheck['trajectory']> = VerificationCheck.shape.trajectory

/** Keeps the courses of savings, each over its former one. */
export async function putCourses(tx: Tx, tenant_id: string, courses: readonly SavingsCourse[]): Promise<void> {
  for (const course of courses) await putCourse(tx, tenant_id, course)
}

async function putCourse(tx: Tx, tenant_id: string, { case_id, trajectory, data_version, read_at }: SavingsCourse): Promise<void> {
  await tx.query(
    `insert into savings_course (tenant_id, case_id, trajectory, data_version, read_at) values ($1, $2, $3, $4, $5)
     on conflict (case_id) do update set trajectory = excluded.trajectory, data_version = excluded.data_version, read_at = excluded.read_at
     where savings_course.tenant_id = excluded.tenant_id`,
    [tenant_id, case_id, JSON.stringify(Trajectory.parse(trajectory)), data_version, read_at],
  )
}

/** Case id → its trajectory on the newest bill; a saving that no bill has been read for since its claim is absent. */
export async function savingsCourses(tenant_id: string): Promise<Map<string, VerificationCheck['trajectory']>> {
  const found = await rows<{ case_id: string; trajectory: unknown }>('select case_id, trajectory from savings_course where tenant_id = $1', [tenant_id])
  return new Map(found.map((row) => [row.case_id, Trajectory.parse(row.trajectory)]))
}
