import type { SavingsCourse } from '@/lib/cases/course-store'
import { measuredCases } from '@/lib/cases/ledger-store'
import { trajectory } from '@/lib/desks/cost/checks/trajectory'
import { type BillLook, savingsInput } from './savings-input'

/**
 * How cost goes while a saving is still measured: each new bill adds its days to the picture, long before the check that judges them. It decides
 * nothing.
 */
export async function measuredCourses(tenant_id: string, look: BillLook): Promise<SavingsCourse[]> {
  const courses: SavingsCourse[] = []
  for (const c of await measuredCases(tenant_id)) {
    if (c.run?.finished_at == null || c.plan === null || c.cost === null) continue
    const { input, evidence } = await savingsInput(c, look, c.run.finished_at, 0)
    courses.push({ case_id: c.case_id, trajectory: trajectory(input), data_version: look.warehouse.data_version, read_at: look.now, evidence })
  }
  return courses
}
