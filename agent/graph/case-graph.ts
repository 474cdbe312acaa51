import { type BaseCheckpointSaver, END, START, StateGraph } from '@langchain/langgraph'
import type { DeskSteps } from '@/lib/cases/desk'
import type { CaseStatus } from '@/schemas/case'
import { collect } from './nodes/collect'
import { decide } from './nodes/decide'
import { handOver } from './nodes/hand-over'
import { propose } from './nodes/propose'
import { verify } from './nodes/verify'
import { wait } from './nodes/wait'
import { CaseState } from './state'

const NODES = ['collect', 'decide', 'propose', 'await_submission', 'await_decision', 'hand_over', 'await_run', 'await_check', 'verify'] as const
type NodeName = (typeof NODES)[number]

/** Where a case goes on from its status. A status that needs a person or a worker leads to the node that waits for it; whether a check is due yet, the drive asks. */
export const NEXT = {
  detected: 'collect',
  triaged: 'propose',
  stale_plan: 'collect',
  plan_ready: 'await_submission',
  no_action: 'await_submission',
  policy_denied: 'await_submission',
  denied: 'await_submission',
  expired: 'await_submission',
  error: 'await_submission',
  awaiting_approval: 'await_decision',
  awaiting_veto: 'await_decision',
  approved: 'hand_over',
  executing: 'await_run',
  rolling_back: 'await_run',
  executed: 'verify',
  verifying: 'verify',
  escalated: 'await_check',
  verified: END,
  partial: END,
  not_measurable: END,
  rolled_back: END,
  withdrawn_by_restatement: END,
  accepted: END,
} as const satisfies Record<CaseStatus, NodeName | typeof END>

const route = (state: CaseState) => NEXT[state.status]
// What has just been looked at waits until it is due again.
const afterCheck = (state: CaseState) => (route(state) === 'verify' ? 'await_check' : route(state))
const everywhere: (NodeName | typeof END)[] = [...NODES.filter((name) => name !== 'decide'), END]

/**
 * The order of steps of every desk: collect, decide, propose, wait for the people policy asks for, hand over, wait for the run, verify
 * until the case closes. Runs in the worker only, one thread a case.
 */
export function caseGraph(desk: DeskSteps, checkpointer: BaseCheckpointSaver) {
  return new StateGraph(CaseState)
    .addNode('collect', collect(desk))
    .addNode('decide', decide(desk))
    .addNode('propose', propose(desk))
    .addNode('await_submission', wait('submission'))
    .addNode('await_decision', wait('decision'))
    .addNode('hand_over', handOver)
    .addNode('await_run', wait('run'))
    .addNode('await_check', wait('check'))
    .addNode('verify', verify(desk))
    .addEdge(START, 'collect')
    .addEdge('collect', 'decide')
    .addConditionalEdges('decide', route, everywhere)
    .addConditionalEdges('propose', route, everywhere)
    .addConditionalEdges('await_submission', route, everywhere)
    .addConditionalEdges('await_decision', route, everywhere)
    .addConditionalEdges('hand_over', route, everywhere)
    .addConditionalEdges('await_run', route, everywhere)
    .addEdge('await_check', 'verify')
    .addConditionalEdges('verify', afterCheck, everywhere)
    .compile({ checkpointer })
}
export type CaseGraph = ReturnType<typeof caseGraph>
