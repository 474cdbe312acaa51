import type { Covered } from '@/lib/approval/store'
import type { Approval } from '@/schemas/approval'
import type { Case } from '@/schemas/case'

/** The case as one of its requests shows it. An older request shows the plan it was sent for, and nothing that came of the case since. */
export function underRequest(c: Case, approval: Approval, covered: Covered | undefined): Case {
  return c.approval?.approval_id === approval.approval_id ? c : { ...c, ...covered, approval, run: null, checks: [] }
}
