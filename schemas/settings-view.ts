import { z } from 'zod'
import { ConnectorRow, Mode } from '@/schemas/connectors'
import { ScheduleName } from '@/schemas/schedule'
import { Instant } from '@/schemas/time'
import { PageNotice } from '@/schemas/view'

/** Null: this person may do it. Otherwise the sentence that says why not and who can. */
const Denied = z.string().nullable()

/** Who the tenant is, what it has connected, how far the machine may go. */
export const SettingsView = z.strictObject({
  now: Instant,
  tenant_id: z.string(),
  notices: z.array(PageNotice),
  facts: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  modes: z.array(z.strictObject({ mode: Mode, label: z.string(), does: z.string(), is_current: z.boolean(), denied: Denied })),
  /** Digest of the settings that are shown: a change names it, so that nobody overwrites what they did not see. */
  before: z.string(),
  change_denied: Denied,
  test_denied: Denied,
  accounts: z.array(z.strictObject({ account_id: z.string(), name: z.string(), role_arn: z.string(), regions: z.string(), owner: z.string() })),
  policies: z.array(z.strictObject({ title: z.string(), text: z.string() })),
  connectors: z.array(ConnectorRow),
  hooks: z.array(z.strictObject({ hook_id: z.string(), kind: z.string(), url: z.string(), last: Instant.nullable() })),
  spend: z.string().nullable(),
  /** Settings that are changed as JSON text, each as a whole. */
  editable: z.array(z.strictObject({ field: z.string(), label: z.string(), note: z.string(), text: z.string() })),
})
export type SettingsView = z.infer<typeof SettingsView>

export const SchedulesView = z.strictObject({
  now: Instant,
  tenant_id: z.string(),
  notices: z.array(PageNotice),
  time_zone: z.string(),
  change_denied: Denied,
  run_denied: Denied,
  schedules: z.array(
    z.strictObject({
      name: ScheduleName,
      label: z.string(),
      does: z.string(),
      cron: z.string(),
      /** The same in words. */
      times: z.string(),
      is_paused: z.boolean(),
      next_run_at: Instant,
      runs: z.array(z.strictObject({ started_at: Instant, outcome: z.enum(['running', 'done', 'failed', 'skipped']), text: z.string() })),
    }),
  ),
  /** What comes round by itself and cannot be paused, and why. */
  always: z.array(z.strictObject({ label: z.string(), does: z.string() })),
})
export type SchedulesView = z.infer<typeof SchedulesView>
