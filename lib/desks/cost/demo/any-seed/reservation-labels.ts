import { addDays } from '@/lib/kernel/time'
import type { Day } from '@/schemas/time'
import { ACCOUNTS } from '../accounts'
import { SERVICES } from '../services'
import { seededId } from './draw-leaves'
import type { Fleet } from './draw-reservations'
import type { SeededLabel } from './label'
import { LABEL_ACTIONS } from './label-actions'
import { lostPerDay } from './reservation-charges'

const CAUSES = { zonal: 'reservation_end', regional: 'floating_reservation_end', database: 'reservation_end' } as const

/** The label of each reservation that ends within the bill while its machines go on. */
export const reservationLabels = (seed: number, fleets: readonly Fleet[], last_day: Day): SeededLabel[] =>
  fleets.flatMap((fleet): SeededLabel[] => {
    const { end, account, region_id, product } = fleet.reservation
    const start = end.slice(0, 10)
    if (start >= addDays(last_day, 1)) return []
    const cause = CAUSES[fleet.kind]
    const impact_per_day = Math.round(lostPerDay(fleet) * 100) / 100
    return [
      {
        label_id: seededId(seed, cause),
        cause,
        shape: 'step',
        scopes: [...new Set(fleet.sizes.map(({ usage_type }) => usage_type))].map((usage_type) => ({
          sub_account_id: ACCOUNTS[account].account_id,
          service_name: SERVICES[product],
          region_id,
          usage_type,
        })),
        start,
        end: last_day,
        impact_per_day,
        expected_severity: impact_per_day >= 200 ? 'medium' : 'low',
        allowed_actions: LABEL_ACTIONS[cause].allowed,
        forbidden_actions: LABEL_ACTIONS[cause].forbidden,
      },
    ]
  })
