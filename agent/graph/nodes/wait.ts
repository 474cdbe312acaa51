import type { RunnableConfig } from '@langchain/core/runnables'
import { interrupt } from '@langchain/langgraph'
import { caseAtHand } from '../at-hand'
import type { CaseState } from '../state'

/**
 * Waits until somebody or something else has changed the case row; what they decided is read from the row, never from the resume value.
 * The node runs again from its top on resume, so nothing may be written here.
 */
export const wait = (what: 'submission' | 'decision' | 'run' | 'check') => async (state: CaseState, config?: RunnableConfig) => {
  interrupt({ waits_for: what, case_id: state.case_id })
  return { status: (await caseAtHand(state, config)).c.status }
}
