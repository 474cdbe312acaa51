import type { Day } from '@/schemas/time'
import type { NamespaceShift } from './cluster-days'
import type { SeededLabel } from './label'
import { LABEL_ACTIONS } from './label-actions'

/** A shift inside the cluster as a label among the others: its machines cost the same, so the bill itself must stay quiet about it. */
export const shiftLabels = (shift: NamespaceShift | null, account_id: string, last_day: Day): SeededLabel[] =>
  shift === null
    ? []
    : [
        {
          label_id: shift.label_id,
          cause: shift.cause,
          shape: 'step',
          scopes: [
            { sub_account_id: account_id, owner: shift.from },
            { sub_account_id: account_id, owner: shift.to },
          ],
          start: shift.start,
          end: last_day,
          impact_per_day: 0,
          expected_severity: 'low',
          allowed_actions: LABEL_ACTIONS.kubecost_shift.allowed,
          forbidden_actions: LABEL_ACTIONS.kubecost_shift.forbidden,
        },
      ]
