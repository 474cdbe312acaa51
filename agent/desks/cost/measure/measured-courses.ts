import type { SavingsCourse } from '@/lib/cases/course-store'
import { measuredCases } from '@/lib/cases/ledger-store'
import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import type { QualityIssue } from '@/lib/desks/cost/detect/quality/quality-issue'
import type { Warehouse } from '@/lib/warehouse/warehouse'
import type { Instant } from '@/schemas/time'
import { savingsInput } from './savings-input'

/**
 * How cost goes while a saving is still measured: each new bill adds its days to the picture, long before the check that judges them. It decides
 * nothing. `defects` are those of this bill, put right before anything is compared.
 */
export async function measuredCourses(tenant_id: string, warehouse: Warehouse, now: Instant, defects: readonly QualityIssue[]): Promise<SavingsCourse[]> {
  const courses: SavingsCourse[] = []
  for (const c of await measuredCases(tenant_id)) {
    if (c.run?.finished_at == null || c.plan === null || c.cost === null) continue
    const { input, evidence } = await savingsInput(c, warehouse, c.run.finished_at, 0, now, defects)
    courses.push({ case_id: c.case_id, trajectory: trajectory(input), data_version: warehouse.data_version, read_at: now, evidence })
  }
  return courses
}
