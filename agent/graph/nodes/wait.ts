import { interrupt } from '@langchain/langgraph'
import { getCase } from '@/lib/cases/store'
import type { CaseState } from '../state'

/**
 * Waits until somebody or something else has changed the case row; what they decided is read from the row, never from the resume value.
 * The node runs again from its top on resume, so nothing may be written here.
 */
export const wait = (what: 'submission' | 'decision' | 'run' | 'check') => async (state: CaseState) => {
  interrupt({ waits_for: what, case_id: state.case_id })
  return { status: (await getCase(state.tenant_id, state.case_id)).status }
}
