import { StateSchema } from '@langchain/langgraph'
import { z } from 'zod'
import { CaseStatus } from '@/schemas/case'

/** Ids and position only: the case row is the truth. `status` is what the last node read there, for the edges. */
export const CaseState = new StateSchema({
  tenant_id: z.string(),
  case_id: z.string(),
  status: CaseStatus.default('detected'),
})
export type CaseState = typeof CaseState.State
