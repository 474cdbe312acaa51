import { Fault } from '@/lib/kernel/errors'
import type { Secret } from '@/lib/kernel/secret'
import { startOfDay } from '@/lib/kernel/time'
import type { AllocationSettings } from '@/schemas/connectors'
import type { DayRange } from '@/schemas/time'
import { askJson } from '../http/ask-json'
import type { AllocationPort } from './port'
import { toAllocation, toContainers } from './to-evidence'
import { WireAnswer } from './wire'

// It names no limit of its own and adds up weeks of samples for each answer. One case asks it four times.
const PACE = { per_sec: 1, burst: 8 }

const seconds = (range: DayRange): string => [range.start, range.end].map((day) => startOfDay(day).replace('.000Z', 'Z')).join(',')

/** OpenCost or Kubecost by their allocation API: whole days, each window on its own. */
export function openCost(settings: AllocationSettings, token: () => Promise<Secret | null>, timeout_ms: number): AllocationPort {
  const { cluster, account_id, currency } = settings
  const ask = async (window: DayRange, aggregate: 'namespace' | 'node' | null): Promise<WireAnswer> => {
    const url = new URL(settings.path, settings.url)
    for (const [name, value] of Object.entries({
      window: seconds(window),
      ...(aggregate === null ? {} : { aggregate }),
      step: '1d',
      accumulate: 'false',
      includeIdle: String(aggregate !== null),
    }))
      url.searchParams.set(name, value)
    const secret = await token()
    const headers = secret === null ? {} : { authorization: `Bearer ${secret.reveal()}` }
    const answer = await askJson(WireAnswer, { service: 'The cost allocation of the cluster', url: url.href, headers, timeout_ms, pace: PACE })
    // It answers with 200 and its own code inside.
    if (answer.code !== 200) throw new Fault('provider_down', `The cost allocation of the cluster answered with code ${answer.code}: look there`, { cluster })
    return answer
  }
  return {
    connector: 'opencost',
    account_id,
    cluster,
    containers: async (window) => toContainers(cluster, await ask(window, null)),
    async allocation(windows, machines) {
      const [before, after, machines_after] = await Promise.all([ask(windows.before, 'namespace'), ask(windows.after, 'namespace'), ask(windows.after, 'node')])
      return toAllocation({ cluster, account_id, currency }, windows, { before, after, machines_after }, machines)
    },
  }
}
