import type { DayRange } from '@/schemas/time'
import type { AllocationPort } from './port'
import { toAllocation, toContainers } from './to-evidence'
import { WireAnswer } from './wire'

/** Answers from recorded ones, by aggregate and first day of the window. */
export const recordedAllocation = (
  cluster: { cluster: string; account_id: string; currency: string },
  answers: (aggregate: 'namespace' | 'node' | null, window: DayRange) => unknown,
): AllocationPort => ({
  connector: 'recorded-allocation',
  account_id: cluster.account_id,
  cluster: cluster.cluster,
  containers: async (window) => toContainers(cluster.cluster, WireAnswer.parse(answers(null, window))),
  async allocation(windows, machines) {
    const read = (aggregate: 'namespace' | 'node', window: DayRange) => WireAnswer.parse(answers(aggregate, window))
    return toAllocation(
      cluster,
      windows,
      { before: read('namespace', windows.before), after: read('namespace', windows.after), machines_after: read('node', windows.after) },
      machines,
    )
  },
})
