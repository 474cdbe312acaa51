import type { FallKind, HeldRule } from '@/schemas/detection-run'

/** What each rule of silence says to a reader: a name, and why it opens no case. */
export const HELD_WORDS: Record<HeldRule, { label: string; because: string }> = {
  alert_budget: { label: 'Over the budget of cases', because: 'Ten cases were larger; it opens one when there is room.' },
  already_explained: { label: 'Covered by another case', because: 'The same cost as an open case, seen from another part of the bill.' },
  partly_explained: { label: 'Partly covered by another case', because: 'Most of it belongs to a case; the rest is too small on its own.' },
  unsettled_days_only: {
    label: 'On days that are not settled',
    because: 'It shows only on days less than 48 hours old; a case follows once they are settled.',
  },
  over: { label: 'Already over', because: 'It ended more than a week ago.' },
  known_level: { label: 'Known level', because: 'The cost was as high again and again, or has been there for days.' },
  monthly_fee: {
    label: 'Comes every month',
    because: 'A charge of its day: on the first of a month alone, or as much as on about the same day of earlier months, or of the year before.',
  },
  beside_dearer_charge: { label: 'Next to a larger charge', because: 'A larger charge of the same line came within the same week.' },
  moved_within_service: { label: 'Moved within the service', because: 'As much left the same service and region on the same days.' },
  doubtful_days: { label: 'Doubtful days', because: 'The bill itself has a defect there.' },
  below_floor: { label: 'Below the floor', because: 'Below the least per day that opens a case.' },
  restated_days: {
    label: 'Restated days',
    because: 'The provider changed days that were whole: the next delivery confirms or removes it, and a closed month is told as data quality instead.',
  },
  duplicated_day: { label: 'A day delivered twice', because: 'The newest delivery holds exactly twice what the one before held.' },
  below_threshold_set: { label: 'Below a threshold that a person set', because: 'A rule for this scope, below its amount and until its day.' },
  person_expects_it: { label: 'Expected, as set by a person', because: 'A rule that somebody set for this scope, up to its floor and until its day.' },
}

/** What people call a kind of fall. */
export const FALL_WORDS: Record<FallKind, string> = {
  expected_saving: 'A saving of ours',
  deleted: 'Not billed any more',
  stopped: 'Stopped at once: it may have failed',
  less_usage: 'Less usage',
  price_fell: 'Lower list prices',
  discount_grew: 'More discount',
  commitment_covers_more: 'Commitments cover more',
  credits_began: 'Credits began',
  fees_fell: 'Lower fees',
  marketplace_ended: 'Marketplace charges ended',
  unknown: 'Not known',
}
