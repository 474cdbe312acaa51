import { z } from 'zod'
import { Digest } from '@/schemas/ids'
import { UiIntent } from '@/schemas/intent'
import { PageNotice } from '@/schemas/page'
import { Instant } from '@/schemas/time'

export const ApproveView = z.strictObject({
  approval_id: z.string(),
  case_id: z.string(),
  case_title: z.string(),
  now: Instant,
  notices: z.array(PageNotice),
  /** One `approval.card`; its actions are Approve, Deny, Withdraw as they apply to this person, disabled with the reason where they do not. */
  approval: UiIntent,
  /** One `plan.card`: exactly what the plan_hash covers. */
  plan: UiIntent,
  /** Why it was proposed: headline figures and the chart. */
  evidence: UiIntent.nullable(),
  execution: UiIntent.nullable(),
  /** Handing the decision on: who could be asked, and what stands in the way. Absent once the request has ended. */
  hand_on: z
    .strictObject({
      plan_hash: Digest,
      people: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      delegate_denied: z.string().nullable(),
      escalate_to: z.string(),
      escalate_denied: z.string().nullable(),
    })
    .optional(),
})
export type ApproveView = z.infer<typeof ApproveView>
