import type { ScheduleName } from '@/schemas/schedule'

/** Work that comes round: when, unless the tenant says otherwise, and what it is for. */
export const SCHEDULES: Readonly<Record<ScheduleName, { cron: string; label: string; does: string }>> = {
  detection: { cron: '15 6 * * *', label: 'Detection', does: 'Looks at the whole bill again, besides the look after every import.' },
  waste_sweep: { cron: '30 5 * * 1-5', label: 'Waste sweep', does: 'Asks aws-doctor for unused resources in every connected account and region.' },
  refresh: {
    cron: '5 * * * *',
    label: 'Refresh',
    does: 'Asks every connector, so that Sources shows which answer. Those that cost money or take minutes are asked once a day, channels never.',
  },
  shadow_compare: {
    cron: '45 6 * * *',
    label: 'Shadow comparison',
    does: 'In shadow mode: checks whether people made the change that a plan would have made.',
  },
}
