import { formatCount, formatPct, formatRate } from '@/lib/kernel/format'
import { capital } from '@/lib/kernel/letters'
import type { Triage } from '@/schemas/cost'

/** One step of the severity ladder with the input that was looked at. */
export function severityStep({ name, value, result }: Triage['severity_terms'][number], currency: string): string {
  switch (name) {
    case 'cost_per_day_above_expected':
      return `${formatRate(String(value), currency, 'day')} above expected: ${result}`
    case 'share_of_usual_day':
      return `${formatPct(Number(value) * 100)} of the whole bill on a usual day: ${result}`
    case 'region_not_allowed':
      return `${formatRate(String(value), currency, 'day')} of it in a region that the tenant does not mean to use: ${result}`
    case 'new_region_with_powerful_machines':
      return `New region with powerful machines, ${formatRate(String(value), currency, 'day')} above expected: ${result}`
    case 'doubling_days':
      return `Doubles in ${value} days: ${result}`
    case 'budget_breach': {
      const at = String(value).lastIndexOf(', ')
      const [budget, days] = [String(value).slice(0, at), Number(String(value).slice(at + 2))]
      return `Budget ${budget} is exceeded ${days === 0 ? 'with this rise' : `within ${formatCount(days, 'day')} at this pace`}: ${result}`
    }
    default:
      return `${capital(name.replaceAll('_', ' '))} (${value}): ${result}`
  }
}
