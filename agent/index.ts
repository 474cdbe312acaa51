import type { DeskSteps } from '@/lib/cases/desk'
import { Fault } from '@/lib/kernel/errors'
import type { Desk } from '@/schemas/case'
import { checkpoints } from './checkpoints'
import { costSteps } from './desks/cost/steps'
import { type CaseGraph, caseGraph } from './graph/case-graph'

const STEPS: Partial<Record<Desk, DeskSteps>> = { cost: costSteps }
const shared = globalThis as unknown as { countersign_graphs?: Map<Desk, CaseGraph> }

/** The steps of one desk. Throws `not_found` for a desk that this build does not carry. */
export function stepsOf(desk: Desk): DeskSteps {
  const steps = STEPS[desk]
  if (steps === undefined) throw new Fault('not_found', `this installation has no ${desk} desk`, { desk })
  return steps
}

/** The compiled graph of one desk: one a process. */
export function graphOf(desk: Desk): CaseGraph {
  shared.countersign_graphs ??= new Map()
  const found = shared.countersign_graphs.get(desk) ?? caseGraph(stepsOf(desk), checkpoints())
  shared.countersign_graphs.set(desk, found)
  return found
}
